package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes exp(x) as 2^n times a polynomial in r, with x = n ln 2 + r: the relative error is below
 * 2e-7 between -80 and 88. It is zero below, which avoids denormal numbers, and constant above.
 *
 * <p>This is a whole loop, not a function of one vector: the compiler might not inline that, and
 * would allocate each argument and result.
 */
final class Exponential {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final float SMALLEST = -80f;
  private static final float LARGEST = 88f;

  /** Adding it rounds to an integer, which is then in the lowest bits. */
  private static final FloatVector ROUNDER = Lanes.constant(12582912f);

  private static final FloatVector LOG2_E = Lanes.constant(1.44269504f);

  /** -ln 2 in two parts, the first short enough that n times it is exact. */
  private static final FloatVector LN2_HIGH = Lanes.constant(-0.693359375f);

  private static final FloatVector LN2_LOW = Lanes.constant(2.12194440e-4f);

  /** The polynomial of Cephes' expf: (exp(r) - 1 - r) / r^2 for |r| up to ln(2) / 2. */
  private static final FloatVector P5 = Lanes.constant(1.9875691500e-4f);

  private static final FloatVector P4 = Lanes.constant(1.3981999507e-3f);
  private static final FloatVector P3 = Lanes.constant(8.3334519073e-3f);
  private static final FloatVector P2 = Lanes.constant(4.1665795894e-2f);
  private static final FloatVector P1 = Lanes.constant(1.6666665459e-1f);
  private static final FloatVector P0 = Lanes.constant(5.0000001201e-1f);

  private Exponential() {}

  /** x = exp(x - shift) for x[from .. to - 1]. */
  static void replace(float[] array, int from, int to, float shift) {
    for (int k = from; k < to; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, array, k).sub(shift);
      FloatVector limited = x.max(SMALLEST).min(LARGEST);
      FloatVector shifted = limited.fma(LOG2_E, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, limited));
      FloatVector p = P5.fma(r, P4).fma(r, P3).fma(r, P2).fma(r, P1).fma(r, P0);
      p = p.fma(r.mul(r), r).add(1f);
      IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
      p.reinterpretAsInts()
          .add(exponent)
          .reinterpretAsFloats()
          .blend(0f, x.compare(VectorOperators.LT, SMALLEST))
          .intoArray(array, k);
    }
  }
}
