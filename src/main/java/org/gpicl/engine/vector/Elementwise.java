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

  /** x[xAt ...] *= y[yAt ...]. */
  static void multiply(float[] x, int xAt, float[] y, int yAt, int count) {
    for (int k = 0; k < count; k += STEP) {
      FloatVector.fromArray(FLOATS, x, xAt + k)
          .mul(FloatVector.fromArray(FLOATS, y, yAt + k))
          .intoArray(x, xAt + k);
    }
  }

  /** Adds row[at ... at + width - 1] to each row of x [rows, width]. */
  static void addToRows(float[] x, float[] row, int at, int rows, int width) {
    for (int i = 0; i < rows; i++) {
      add(x, i * width, row, at, width);
    }
  }

  /** sum[at ... at + width - 1] += the sum of the rows of x [rows, width]. */
  static void addRows(float[] sum, int at, float[] x, int rows, int width) {
    for (int k = 0; k < width; k += STEP) {
      addColumns(sum, at + k, x, k, rows, width);
    }
  }

  private static void addColumns(float[] sum, int at, float[] x, int from, int rows, int width) {
    FloatVector total = FloatVector.fromArray(FLOATS, sum, at);
    for (int row = 0; row < rows; row++) {
      total = total.add(FloatVector.fromArray(FLOATS, x, from + row * width));
    }
    total.intoArray(sum, at);
  }
}
