package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** w -= rate * g. */
final class SgdUpdate implements Update {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  @Override
  public void apply(PaddedParameters parameters, long step, double rate, float gradientScale) {
    float[] w = parameters.values;
    float[] g = parameters.total().gradients;
    FloatVector factor = FloatVector.broadcast(FLOATS, (float) -rate);
    for (int k = 0; k < w.length; k += FLOATS.length()) {
      FloatVector gradient = FloatVector.fromArray(FLOATS, g, k).mul(gradientScale);
      gradient.fma(factor, FloatVector.fromArray(FLOATS, w, k)).intoArray(w, k);
    }
  }
}
