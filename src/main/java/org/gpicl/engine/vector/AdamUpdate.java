package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.OptimiserSpec;

/** Adam with decoupled weight decay: see {@link OptimiserSpec.Adam} for its formulas. */
final class AdamUpdate implements Update {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  /**
   * Elements per call of the kernel: the JVM compiles it after a few thousand calls, which should
   * not take as many steps.
   */
  private static final int BLOCK = 1024;

  private final OptimiserSpec.Adam spec;

  // For the current step:
  private float gradientScale;
  private float kept; // 1 - rate * weightDecay
  private float rate; // -rate / (1 - beta1^t)
  private float root; // 1 / sqrt(1 - beta2^t)

  AdamUpdate(OptimiserSpec.Adam spec) {
    this.spec = spec;
  }

  @Override
  public void apply(PaddedParameters parameters, long step, double rate, float gradientScale) {
    double t = step + 1;
    this.gradientScale = gradientScale;
    this.kept = (float) (1 - rate * spec.weightDecay());
    this.rate = (float) (-rate / (1 - StrictMath.pow(spec.beta1(), t)));
    this.root = (float) (1 / Math.sqrt(1 - StrictMath.pow(spec.beta2(), t)));
    int count = parameters.values.length;
    for (int from = 0; from < count; from += BLOCK) {
      update(parameters, from, Math.min(count, from + BLOCK));
    }
  }

  private void update(PaddedParameters parameters, int from, int to) {
    float[] w = parameters.values;
    float[] g = parameters.total().gradients;
    float[] m = parameters.firstMoments;
    float[] v = parameters.secondMoments;
    float beta1 = (float) spec.beta1();
    float beta2 = (float) spec.beta2();
    FloatVector rest1 = FloatVector.broadcast(FLOATS, (float) (1 - spec.beta1()));
    FloatVector rest2 = FloatVector.broadcast(FLOATS, (float) (1 - spec.beta2()));
    FloatVector epsilon = FloatVector.broadcast(FLOATS, (float) spec.epsilon());
    FloatVector rootScale = FloatVector.broadcast(FLOATS, root);
    FloatVector change = FloatVector.broadcast(FLOATS, rate);
    for (int k = from; k < to; k += FLOATS.length()) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, k).mul(gradientScale);
      FloatVector first = gradient.fma(rest1, FloatVector.fromArray(FLOATS, m, k).mul(beta1));
      FloatVector second = FloatVector.fromArray(FLOATS, v, k).mul(beta2);
      second = gradient.mul(gradient).fma(rest2, second);
      FloatVector quotient = first.div(second.sqrt().fma(rootScale, epsilon));
      quotient.fma(change, FloatVector.fromArray(FLOATS, w, k).mul(kept)).intoArray(w, k);
      first.intoArray(m, k);
      second.intoArray(v, k);
    }
  }
}
