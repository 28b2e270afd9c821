package org.gpicl.tasks.numbers;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Converts to and from IEEE 754 half precision ("binary16"), rounding to nearest, ties to even,
 * with subnormals, infinities and NaN. JDK 20 has its own conversion; this one runs on 17 and gives
 * the same bits.
 */
public final class HalfFloat {
  private static final int SIGN = 0x8000;
  private static final int EXPONENT = 0x7C00;

  /** The smallest float that becomes infinity even when truncated: 2^16. */
  private static final int TOO_LARGE = 0x47800000;

  /** The smallest float that is a normal half: 2^-14. */
  private static final int SMALLEST_NORMAL = 0x38800000;

  private static final int MAGNITUDE = 0x7FFFFFFF;
  private static final int INFINITE = 0x7F800000;

  /** The widest vectors of this machine, of at most sixteen floats. */
  public static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /**
   * With fewer than eight lanes, numbers are converted one by one: not every processor can convert
   * short vectors.
   */
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
      // Keep the top ten bits of a NaN's payload, and set one more so that it stays a NaN.
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

  /** The float with the same value as the half of these sixteen bits; always exact. */
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

  /** Rounds a float to the nearest value that half precision can hold. */
  public static float round(float value) {
    return toFloat(fromFloat(value));
  }

  /**
   * The number of vectors that cover {@code count} numbers; the last may overlap the one before it
   * and convert some numbers twice. 0 if there are fewer numbers than lanes, or too few lanes.
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
   * {@code to[toOffset + k] = round(from[fromOffset + k])} for the first {@code count} k. The
   * source and target may be the same range.
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
