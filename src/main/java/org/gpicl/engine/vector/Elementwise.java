package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums and products of whole arrays; counts are multiples of sixteen. */
final class Elementwise {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private Elementwise() {}

  /** x[xAt ...] += y[yAt ...]. */
  static void add(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int k = 0; k < count; k += STEP) {
      FloatVector.fromArray(FLOATS, x, xAt + k)
          .add(FloatVector.fromArray(FLOATS, y, yAt + k))
          .intoArray(x, xAt + k);
    }
  }

  /** out = x * factor, element by element. */
  static void multiply(float[] x, float[] factor, float[] out, int count) {
    for (int k = 0; k < count; k += STEP) {
      FloatVector.fromArray(FLOATS, x, k)
          .mul(FloatVector.fromArray(FLOATS, factor, k))
          .intoArray(out, k);
    }
  }
}
