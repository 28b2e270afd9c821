package org.gpicl.engine.vector.bf16;

import com.sun.jna.Pointer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix of bf16 numbers, the upper halves of floats, off the heap. It grows with what is copied
 * into it.
 */
public final class Bf16Matrix {
  private static final int BYTES = Short.BYTES;

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  /** Numbers rounded at a time: they stay in the nearest cache. */
  private static final int AT_A_TIME = 4096;

  private final short[] rounded = new short[AT_A_TIME];
  private final NativeRoom room = new NativeRoom();
  private Pointer numbers;

  /** A matrix without any room yet. */
  public Bf16Matrix() {
    this(0);
  }

  /** A matrix of so many zeros. */
  public Bf16Matrix(long size) {
    numbers = room.atLeast(BYTES * size);
  }

  /** Copies numbers to the beginning of the matrix, each rounded to the nearest, ties to even. */
  public void copy(float[] from, int at, int count) {
    numbers = room.atLeast((long) BYTES * count);
    for (int done = 0; done < count; done += AT_A_TIME) {
      int now = Math.min(AT_A_TIME, count - done);
      round(from, at + done, rounded, now);
      numbers.write((long) BYTES * done, rounded, 0, now);
    }
  }

  Pointer numbers() {
    return numbers;
  }

  /** The upper half of a float, after half of what is cut off was added. */
  static void round(float[] from, int at, short[] to, int count) {
    int i = 0;
    for (; i <= count - FLOATS.length(); i += FLOATS.length()) {
      IntVector bits = FloatVector.fromArray(FLOATS, from, at + i).reinterpretAsInts();
      IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
      ((ShortVector)
              bits.add(odd.add(0x7fff))
                  .lanewise(VectorOperators.LSHR, 16)
                  .convertShape(VectorOperators.I2S, SHORTS, 0))
          .intoArray(to, i);
    }
    for (; i < count; i++) {
      int bits = Float.floatToRawIntBits(from[at + i]);
      to[i] = (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
  }
}
