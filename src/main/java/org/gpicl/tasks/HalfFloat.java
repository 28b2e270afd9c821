package org.gpicl.tasks;

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

  /** {@code to[toOffset + k] = fromFloat(from[fromOffset + k])} for the first {@code count} k. */
  public static void fromFloats(float[] from, int fromOffset, short[] to, int toOffset, int count) {
    for (int k = 0; k < count; k++) {
      to[toOffset + k] = fromFloat(from[fromOffset + k]);
    }
  }

  /** {@code to[toOffset + k] = toFloat(from[fromOffset + k])} for the first {@code count} k. */
  public static void toFloats(short[] from, int fromOffset, float[] to, int toOffset, int count) {
    for (int k = 0; k < count; k++) {
      to[toOffset + k] = toFloat(from[fromOffset + k]);
    }
  }
}
