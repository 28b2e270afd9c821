package org.gpicl.engine.vector;

/**
 * One head's columns [length, d] of a wider matrix: in place if d fills whole vectors, otherwise
 * through a padded copy.
 */
final class HeadMatrix {
  private final int length;
  private final int d;
  private final int padded;
  private final float[] copy; // [length, padded d]; empty where heads fill whole vectors

  private float[] wide;
  private int wideAt;
  private int wideRow;

  /** The array that kernels work on: rows of {@code Lanes.pad(d)} numbers, {@code row} apart. */
  float[] array;

  int at;
  int row;

  HeadMatrix(int length, int d) {
    this.length = length;
    this.d = d;
    this.padded = Lanes.pad(d);
    this.copy = new float[padded == d ? 0 : length * padded];
  }

  /** Makes the columns at {@code matrix[from ...]}, rows {@code distance} apart, readable. */
  void view(float[] matrix, int from, int distance) {
    target(matrix, from, distance);
    if (copy.length > 0) {
      for (int i = 0; i < length; i++) {
        System.arraycopy(matrix, from + i * distance, copy, i * padded, d);
      }
    }
  }

  /** Makes the columns writable; {@link #finish} stores what was written. */
  void target(float[] matrix, int from, int distance) {
    wide = matrix;
    wideAt = from;
    wideRow = distance;
    boolean inPlace = copy.length == 0;
    array = inPlace ? matrix : copy;
    at = inPlace ? from : 0;
    row = inPlace ? distance : padded;
  }

  void finish() {
    if (copy.length > 0) {
      for (int i = 0; i < length; i++) {
        System.arraycopy(copy, i * padded, wide, wideAt + i * wideRow, d);
      }
    }
  }

  /** The transpose [d, length], its rows {@code distance} apart. */
  void transposeInto(float[] transposed, int distance) {
    int k = 0;
    for (; k + 4 <= d; k += 4) {
      transposeFour(k, transposed, distance);
    }
    for (; k < d; k++) {
      for (int i = 0; i < length; i++) {
        transposed[k * distance + i] = array[at + i * row + k];
      }
    }
  }

  /** Four columns at a time: each line of the matrix is read often enough while it is near. */
  private void transposeFour(int k, float[] transposed, int distance) {
    float[] from = array;
    int to0 = k * distance;
    int to1 = to0 + distance;
    int to2 = to1 + distance;
    int to3 = to2 + distance;
    int place = at + k;
    for (int i = 0; i < length; i++) {
      transposed[to0 + i] = from[place];
      transposed[to1 + i] = from[place + 1];
      transposed[to2 + i] = from[place + 2];
      transposed[to3 + i] = from[place + 3];
      place += row;
    }
  }
}
