package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scales gradients down to a Euclidean norm over all parameters, as PyTorch's {@code
 * clip_grad_norm_}: by min(1, limit / (norm + 1e-6)).
 */
final class GradientClipping {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  /** Squares summed in single precision before they join the sum in double precision. */
  private static final int BLOCK = 4096;

  private final double limit;
  private final float[] partial = new float[Lanes.COUNT];

  /**
   * @param limit 0 for no clipping
   */
  GradientClipping(double limit) {
    this.limit = limit;
  }

  /** The factor to multiply all gradients by. */
  float scale(float[] gradients) {
    if (limit == 0) {
      return 1f;
    }
    double squares = 0;
    for (int at = 0; at < gradients.length; at += BLOCK) {
      squares += sumOfSquares(gradients, at, Math.min(gradients.length, at + BLOCK));
    }
    return (float) Math.min(1, limit / (Math.sqrt(squares) + 1e-6));
  }

  private float sumOfSquares(float[] g, int from, int to) {
    for (int part = 0; part < Lanes.COUNT; part += FLOATS.length()) {
      FloatVector sum = FloatVector.zero(FLOATS);
      for (int k = from + part; k < to; k += Lanes.COUNT) {
        FloatVector x = FloatVector.fromArray(FLOATS, g, k);
        sum = x.fma(x, sum);
      }
      sum.intoArray(partial, part);
    }
    return Lanes.fold(partial, 0);
  }
}
