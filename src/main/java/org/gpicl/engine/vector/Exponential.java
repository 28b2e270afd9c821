package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp(x) by 2^n times a polynomial in the rest, x = n ln 2 + r: relative error below 2e-7 between
 * -87 and 88, constant outside.
 */
final class Exponential {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final float SMALLEST = -87f;
  private static final float LARGEST = 88f;
  private static final float LOG2_E = 1.44269504f;

  /** Adding it rounds to an integer, which then stands in the lowest bits. */
  private static final float ROUNDER = 12582912f;

  /** ln 2 in two parts, the first short enough that n times it is exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  private Exponential() {}

  static FloatVector of(FloatVector x) {
    FloatVector limited = x.max(SMALLEST).min(LARGEST);
    FloatVector shifted = limited.fma(broadcast(LOG2_E), broadcast(ROUNDER));
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), limited));
    // Taylor's coefficients would do to 3e-7 at |r| = ln(2)/2; these are Cephes' (expf).
    FloatVector p = broadcast(1.9875691500e-4f);
    p = p.fma(r, broadcast(1.3981999507e-3f));
    p = p.fma(r, broadcast(8.3334519073e-3f));
    p = p.fma(r, broadcast(4.1665795894e-2f));
    p = p.fma(r, broadcast(1.6666665459e-1f));
    p = p.fma(r, broadcast(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(1f);
    IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }
}
