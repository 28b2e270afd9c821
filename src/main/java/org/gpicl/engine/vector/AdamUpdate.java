package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.model.OptimiserSpec;

/** Adam with decoupled weight decay: see {@link OptimiserSpec.Adam} for its formulas. */
final class AdamUpdate implements Update {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  private final OptimiserSpec.Adam spec;

  AdamUpdate(OptimiserSpec.Adam spec) {
    this.spec = spec;
  }

  @Override
  public void apply(PaddedParameters parameters, long step, double rate, float gradientScale) {
    float[] w = parameters.values;
    float[] g = parameters.gradients;
    float[] m = parameters.firstMoments;
    float[] v = parameters.secondMoments;
    double t = step + 1;
    FloatVector kept = broadcast(1 - rate * spec.weightDecay());
    FloatVector beta1 = broadcast(spec.beta1());
    FloatVector rest1 = broadcast(1 - spec.beta1());
    FloatVector beta2 = broadcast(spec.beta2());
    FloatVector rest2 = broadcast(1 - spec.beta2());
    FloatVector rate1 = broadcast(-rate / (1 - StrictMath.pow(spec.beta1(), t)));
    FloatVector root2 = broadcast(1 / StrictMath.sqrt(1 - StrictMath.pow(spec.beta2(), t)));
    FloatVector epsilon = broadcast(spec.epsilon());
    for (int k = 0; k < w.length; k += FLOATS.length()) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, k).mul(gradientScale);
      FloatVector first = FloatVector.fromArray(FLOATS, m, k).mul(beta1);
      first = gradient.fma(rest1, first);
      FloatVector second = FloatVector.fromArray(FLOATS, v, k).mul(beta2);
      second = gradient.mul(gradient).fma(rest2, second);
      FloatVector quotient = first.div(second.sqrt().fma(root2, epsilon));
      FloatVector value = FloatVector.fromArray(FLOATS, w, k).mul(kept);
      quotient.fma(rate1, value).intoArray(w, k);
      first.intoArray(m, k);
      second.intoArray(v, k);
    }
  }

  private static FloatVector broadcast(double value) {
    return FloatVector.broadcast(FLOATS, (float) value);
  }
}
