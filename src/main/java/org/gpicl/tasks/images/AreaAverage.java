package org.gpicl.tasks.images;

/**
 * Resamples an image to size x size pixels, each the mean of the source area that it covers. Source
 * pixels that are partly covered count in proportion. A source pixel is a square of one shade, so
 * that enlarging is the same: a pixel within one source pixel has its shade, one across a border a
 * mixture, and the mean of the image stays what it was.
 */
final class AreaAverage {
  private final int columns;
  private final Axis vertical;
  private final Axis horizontal;
  private final double[] narrow;

  AreaAverage(int rows, int columns, int size) {
    this.columns = columns;
    this.vertical = new Axis(rows, size);
    this.horizontal = new Axis(columns, size);
    this.narrow = new double[rows * size];
  }

  /** Writes the averaged pixels, in [0, 1], to {@code out[at .. at + size * size - 1]}. */
  void apply(byte[] image, float[] out, int at) {
    apply(image, 0, out, at);
  }

  /** The same for the pixels {@code image[from .. from + rows * columns - 1]}. */
  void apply(byte[] image, int from, float[] out, int at) {
    int size = horizontal.size;
    for (int row = 0; row < vertical.source; row++) {
      for (int column = 0; column < size; column++) {
        double sum = 0;
        int first = horizontal.first[column];
        double[] weight = horizontal.weight[column];
        for (int k = 0; k < weight.length; k++) {
          sum += weight[k] * (image[from + row * columns + first + k] & 0xFF);
        }
        narrow[row * size + column] = sum;
      }
    }
    for (int row = 0; row < size; row++) {
      int first = vertical.first[row];
      double[] weight = vertical.weight[row];
      for (int column = 0; column < size; column++) {
        double sum = 0;
        for (int k = 0; k < weight.length; k++) {
          sum += weight[k] * narrow[(first + k) * size + column];
        }
        out[at + row * size + column] = (float) (sum / 255);
      }
    }
  }

  /** The source pixels that each target pixel covers along one axis, with weights that sum to 1. */
  private static final class Axis {
    final int source;
    final int size;
    final int[] first;
    final double[][] weight;

    Axis(int source, int size) {
      this.source = source;
      this.size = size;
      this.first = new int[size];
      this.weight = new double[size][];
      for (int target = 0; target < size; target++) {
        // In units of 1 / size of a source pixel everything is a whole number: no rounding.
        long begin = (long) target * source;
        long end = begin + source;
        int from = (int) (begin / size);
        int to = (int) ((end + size - 1) / size);
        first[target] = from;
        weight[target] = new double[to - from];
        for (int k = from; k < to; k++) {
          long covered = Math.min(end, (k + 1L) * size) - Math.max(begin, (long) k * size);
          weight[target][k - from] = (double) covered / source;
        }
      }
    }
  }
}
