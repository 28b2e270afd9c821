package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.Activation;

/** Both forms of the GELU, with their derivatives: relative error below 2e-6. */
final class Gelu {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final FloatVector ONE = Lanes.constant(1f);

  /** -2 z = x (LINEAR + CUBIC x^2) and 2 z' = SLOPE_0 + SLOPE_2 x^2. */
  private static final double TANH_SCALE = Math.sqrt(2 / Math.PI);

  private static final FloatVector LINEAR = Lanes.constant((float) (-2 * TANH_SCALE));
  private static final FloatVector CUBIC = Lanes.constant((float) (-2 * TANH_SCALE * 0.044715));
  private static final FloatVector SLOPE_0 = Lanes.constant((float) (2 * TANH_SCALE));
  private static final FloatVector SLOPE_2 = Lanes.constant((float) (6 * TANH_SCALE * 0.044715));

  private static final FloatVector DENSITY_AT_0 =
      Lanes.constant((float) (1 / Math.sqrt(2 * Math.PI)));

  /**
   * Phi(-x) = exp(-x^2/2) t P(t) with t = 1 / (1 + 0.3 x), x >= 0. Fitted by reweighted least
   * squares for the smallest largest relative error, which is 1.5e-7.
   */
  private static final FloatVector TAIL_SCALE = Lanes.constant(0.3f);

  private static final FloatVector TAIL_0 = Lanes.constant(0.11962923f);
  private static final FloatVector TAIL_1 = Lanes.constant(0.12075501f);
  private static final FloatVector TAIL_2 = Lanes.constant(0.09990688f);
  private static final FloatVector TAIL_3 = Lanes.constant(0.12858360f);
  private static final FloatVector TAIL_4 = Lanes.constant(-0.05372538f);
  private static final FloatVector TAIL_5 = Lanes.constant(0.20639905f);
  private static final FloatVector TAIL_6 = Lanes.constant(-0.15722960f);
  private static final FloatVector TAIL_7 = Lanes.constant(0.03568116f);

  /** Elements that go through all loops while they are in the nearest cache. */
  private static final int BLOCK = 1024;

  private final Activation activation;
  private final float[] exponential = new float[BLOCK];
  private final float[] phi = new float[BLOCK]; // Phi(x)
  private final float[] slope = new float[BLOCK];

  Gelu(Activation activation) {
    this.activation = activation;
  }

  /** y = gelu(x). */
  void forward(float[] x, float[] y, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(count - from, BLOCK);
      prepare(x, from, size);
      if (activation == Activation.GELU_TANH) {
        tanh(x, y, from, size);
      } else {
        erf(x, y, from, size);
      }
    }
  }

  /**
   * Computes y = gelu(x) and replaces x with gelu'(x), which is all that the backward pass needs.
   */
  void forwardAndDifferentiate(float[] x, float[] y, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      differentiate(x, y, from, Math.min(count - from, BLOCK), x, from);
    }
  }

  /** Computes y = gelu(x) again, which is cheaper than keeping it, and dy *= gelu'(x). */
  void backward(float[] x, float[] y, float[] dy, int count) {
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(count - from, BLOCK);
      differentiate(x, y, from, size, slope, 0);
      Elementwise.multiply(dy, from, slope, 0, size);
    }
  }

  private void differentiate(float[] x, float[] y, int at, int size, float[] slope, int slopeAt) {
    prepare(x, at, size);
    if (activation == Activation.GELU_TANH) {
      tanhAndSlope(x, y, at, size, slope, slopeAt);
    } else {
      erfAndSlope(x, y, at, size, slope, slopeAt);
    }
  }

  private void prepare(float[] x, int at, int size) {
    if (activation == Activation.GELU_TANH) {
      exponentialOfTanh(x, at, size);
    } else {
      exponentialOfSquare(x, at, size);
      distribution(x, at, size);
    }
  }

  private void exponentialOfTanh(float[] in, int at, int size) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      x.mul(x.mul(x).fma(CUBIC, LINEAR)).intoArray(exponential, k);
    }
    Exponential.replace(exponential, 0, size, 0f);
  }

  /** 0.5 x (1 + tanh(z)) = x s with s = 1 / (1 + exp(-2 z)), z = scale (x + 0.044715 x^3). */
  private void tanh(float[] in, float[] out, int at, int size) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      FloatVector s = ONE.div(FloatVector.fromArray(FLOATS, exponential, k).add(ONE));
      x.mul(s).intoArray(out, at + k);
    }
  }

  /** The derivative is s + x s (1 - s) 2 z'. */
  private void tanhAndSlope(float[] in, float[] out, int at, int size, float[] slope, int slopeAt) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      FloatVector s = ONE.div(FloatVector.fromArray(FLOATS, exponential, k).add(ONE));
      FloatVector y = x.mul(s);
      y.intoArray(out, at + k);
      y.mul(ONE.sub(s)).fma(x.mul(x).fma(SLOPE_2, SLOPE_0), s).intoArray(slope, slopeAt + k);
    }
  }

  private void exponentialOfSquare(float[] in, int at, int size) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      x.mul(x).mul(-0.5f).intoArray(exponential, k);
    }
    Exponential.replace(exponential, 0, size, 0f);
  }

  /** {@code phi} = Phi(x), from x and exp(-x^2/2). */
  private void distribution(float[] in, int at, int size) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      FloatVector t = ONE.div(x.abs().fma(TAIL_SCALE, ONE));
      FloatVector p = TAIL_7.fma(t, TAIL_6).fma(t, TAIL_5).fma(t, TAIL_4).fma(t, TAIL_3);
      p = p.fma(t, TAIL_2).fma(t, TAIL_1).fma(t, TAIL_0);
      FloatVector tail = p.mul(t).mul(FloatVector.fromArray(FLOATS, exponential, k));
      tail.blend(ONE.sub(tail), x.compare(VectorOperators.GT, 0f)).intoArray(phi, k);
    }
  }

  private void erf(float[] in, float[] out, int at, int size) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      x.mul(FloatVector.fromArray(FLOATS, phi, k)).intoArray(out, at + k);
    }
  }

  /** The derivative of x Phi(x) is Phi(x) + x Phi'(x). */
  private void erfAndSlope(float[] in, float[] out, int at, int size, float[] slope, int slopeAt) {
    for (int k = 0; k < size; k += STEP) {
      FloatVector x = FloatVector.fromArray(FLOATS, in, at + k);
      FloatVector below = FloatVector.fromArray(FLOATS, phi, k);
      x.mul(below).intoArray(out, at + k);
      FloatVector density = FloatVector.fromArray(FLOATS, exponential, k).mul(DENSITY_AT_0);
      x.fma(density, below).intoArray(slope, slopeAt + k);
    }
  }
}
