package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** max(0, x), in place; its derivative at 0 is 0. */
final class Relu {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  private Relu() {}

  static void forward(float[] x, int count) {
    for (int k = 0; k < count; k += FLOATS.length()) {
      FloatVector.fromArray(FLOATS, x, k).max(0f).intoArray(x, k);
    }
  }

  /** dx = dy where the output y is above 0, otherwise 0; overwrites dy. */
  static void backward(float[] y, float[] dy, int count) {
    FloatVector zero = FloatVector.zero(FLOATS);
    for (int k = 0; k < count; k += FLOATS.length()) {
      var on = FloatVector.fromArray(FLOATS, y, k).compare(VectorOperators.GT, zero);
      zero.blend(FloatVector.fromArray(FLOATS, dy, k), on).intoArray(dy, k);
    }
  }
}
