package org.gpicl.tasks.numbers;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * IEEE 754 half precision ("binary16"), rounded to nearest, ties to even; subnormals, infinities
 * and NaN included. JDK 20 brings its own; this runs on 17 and gives the same bits.
 */
public final class HalfFloat {
  private static final int SIGN = 0x8000;
  private static final int EXPONENT = 0x7C00;

  /** The smallest float that a half can only hold as infinity after truncation: 2^16. */
  private static final int TOO_LARGE = 0x47800000;

  /** The smallest float that is a normal half: 2^-14. */
  private static final int SMALLEST_NORMAL = 0x38800000;

  private static final int MAGNITUDE = 0x7FFFFFFF;
  private static final int INFINITE = 0x7F800000;

  /** The widest vectors of this machine, at most sixteen floats, and halfs of as many lanes. */
  public static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /** Fewer than eight are converted one by one: not every processor converts short vectors. */
  private static final int LANES = FLOATS.length();

  static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

  private HalfFloat() {}

  /** The half nearest to {@code value}, as its sixteen bits. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & SIGN;
    int magnitude = bits & 0x7FFFFFFF;
    int half;
    if (magnitude >= TOO_LARGE) {
      // The top ten bits of a NaN's payload stay, and one more so that it stays a NaN.
      half = magnitude > 0x7F800000 ? EXPONENT | 0x200 | (magnitude >>> 13 & 0x1FF) : EXPONENT;
    } else if (magnitude >= SMALLEST_NORMAL) {
      // Exponents are biased by 127 and by 15; a carry out of the fraction raises the exponent.
      half = (magnitude - (112 << 23) + 0xFFF + (magnitude >>> 13 & 1)) >>> 13;
    } else {
      // Floats from 0.5 on are 2^-24 apart, as subnormal halves are: the addition rounds.
      half = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f) - 0x3F000000;
    }
    return (short) (sign | half);
  }

  /** The float of the same value as the half with these sixteen bits; always exact. */
  public static float toFloat(short half) {
    int sign = (half & SIGN) << 16;
    int shifted = (half & 0x7FFF) << 13;
    if ((half & EXPONENT) == EXPONENT) {
      return Float.intBitsToFloat(sign | shifted | 0x7F800000);
    }
    // The multiplication moves the bias from 15 to 127 and makes subnormals normal, exactly.
    float magnitude = Float.intBitsToFloat(shifted) * 0x1p112f;
    return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
  }

  /** The value that a float has after a stay in half precision. */
  public static float round(float value) {
    return toFloat(fromFloat(value));
  }

  /**
   * Vectors for so many numbers; the last one may begin within the one before it and do its numbers
   * once more. None for fewer numbers than lanes, and where lanes are few.
   */
  private static int vectors(int count) {
    return LANES < 8 || count < LANES ? 0 : (count + LANES - 1) / LANES;
  }

  /** {@code to[toOffset + k] = fromFloat(from[fromOffset + k])} for the first {@code count} k. */
  public static void fromFloats(float[] from, int fromOffset, short[] to, int toOffset, int count) {
    int vectors = vectors(count);
    for (int vector = 0; vector < vectors; vector++) {
      int k = Math.min(vector * LANES, count - LANES);
      IntVector bits = FloatVector.fromArray(FLOATS, from, fromOffset + k).reinterpretAsInts();
      IntVector magnitude = bits.and(MAGNITUDE);
      IntVector half =
          magnitude
              .add(magnitude.lanewise(VectorOperators.LSHR, 13).and(1))
              .add(0xFFF - (112 << 23))
              .lanewise(VectorOperators.LSHR, 13)
              .min(EXPONENT)
              .blend(
                  magnitude.reinterpretAsFloats().add(0.5f).reinterpretAsInts().sub(0x3F000000),
                  magnitude.compare(VectorOperators.LT, SMALLEST_NORMAL))
              .blend(
                  magnitude.lanewise(VectorOperators.LSHR, 13).and(0x1FF).or(EXPONENT | 0x200),
                  magnitude.compare(VectorOperators.GT, INFINITE));
      ShortVector halfs =
          (ShortVector)
              bits.lanewise(VectorOperators.LSHR, 16)
                  .and(SIGN)
                  .or(half)
                  .convertShape(VectorOperators.I2S, SHORTS, 0);
      halfs.intoArray(to, toOffset + k);
    }
    for (int k = vectors == 0 ? 0 : count; k < count; k++) {
      to[toOffset + k] = fromFloat(from[fromOffset + k]);
    }
  }

  /** {@code to[toOffset + k] = toFloat(from[fromOffset + k])} for the first {@code count} k. */
  public static void toFloats(short[] from, int fromOffset, float[] to, int toOffset, int count) {
    int vectors = vectors(count);
    for (int vector = 0; vector < vectors; vector++) {
      int k = Math.min(vector * LANES, count - LANES);
      IntVector half =
          (IntVector)
              ShortVector.fromArray(SHORTS, from, fromOffset + k)
                  .convertShape(VectorOperators.S2I, INTS, 0);
      IntVector shifted = half.and(0x7FFF).lanewise(VectorOperators.LSHL, 13);
      IntVector finite = shifted.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
      finite
          .blend(shifted.or(INFINITE), shifted.compare(VectorOperators.GE, EXPONENT << 13))
          .or(half.and(0x80000000))
          .reinterpretAsFloats()
          .intoArray(to, toOffset + k);
    }
    for (int k = vectors == 0 ? 0 : count; k < count; k++) {
      to[toOffset + k] = toFloat(from[fromOffset + k]);
    }
  }

  /**
   * {@code to[toOffset + k] = round(from[fromOffset + k])} for the first {@code count} k. Both may
   * be the same places.
   */
  public static void roundAll(float[] from, int fromOffset, float[] to, int toOffset, int count) {
    int vectors = vectors(count);
    for (int vector = 0; vector < vectors; vector++) {
      int k = Math.min(vector * LANES, count - LANES);
      IntVector bits = FloatVector.fromArray(FLOATS, from, fromOffset + k).reinterpretAsInts();
      IntVector magnitude = bits.and(MAGNITUDE);
      IntVector normal =
          magnitude
              .add(magnitude.lanewise(VectorOperators.LSHR, 13).and(1))
              .add(0xFFF)
              .and(-1 << 13);
      normal
          .blend(INFINITE, normal.compare(VectorOperators.GE, TOO_LARGE))
          .blend(
              magnitude.reinterpretAsFloats().add(0.5f).sub(0.5f).reinterpretAsInts(),
              magnitude.compare(VectorOperators.LT, SMALLEST_NORMAL))
          .blend(
              magnitude.or(0x400000).and(-1 << 13), magnitude.compare(VectorOperators.GT, INFINITE))
          .or(bits.and(0x80000000))
          .reinterpretAsFloats()
          .intoArray(to, toOffset + k);
    }
    for (int k = vectors == 0 ? 0 : count; k < count; k++) {
      to[toOffset + k] = round(from[fromOffset + k]);
    }
  }
}
