package org.gpicl.engine.vector;

/**
 * A matrix B [k, n] for the right side of products, rearranged into panels of 64 columns (the last
 * may be narrower), each stored row by row, so that a product reads it as one stream.
 */
final class Panels {
  /** Columns of a panel: four vectors of sixteen. */
  static final int COLUMNS = 64;

  private final int rows;
  private final int columns;
  final float[] values;

  /**
   * @param columns a multiple of sixteen
   */
  Panels(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new float[rows * columns];
  }

  /** Copies B, whose rows are {@code row} apart. */
  void fill(float[] b, int at, int row) {
    for (int j = 0; j < columns; j += COLUMNS) {
      int width = Math.min(COLUMNS, columns - j);
      for (int p = 0; p < rows; p++) {
        System.arraycopy(b, at + p * row + j, values, j * rows + p * width, width);
      }
    }
  }

  /**
   * Copies the transpose of B' [n, k], whose rows are {@code row} apart.
   *
   * @param live rows of B' that exist; columns beyond stay zero
   */
  void fillTransposed(float[] transposed, int at, int row, int live) {
    for (int j = 0; j < live; j += COLUMNS) {
      int width = Math.min(COLUMNS, columns - j);
      // In blocks, so that neither side strides through the whole matrix at once.
      for (int p0 = 0; p0 < rows; p0 += Lanes.COUNT) {
        int end = Math.min(rows, p0 + Lanes.COUNT);
        for (int i = j; i < Math.min(live, j + width); i++) {
          for (int p = p0; p < end; p++) {
            values[j * rows + p * width + i - j] = transposed[at + i * row + p];
          }
        }
      }
    }
  }
}
