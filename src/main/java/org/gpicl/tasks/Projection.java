package org.gpicl.tasks;

import org.bytedeco.javacpp.FloatPointer;

/**
 * One thread's buffers for drawing images and projecting them: rows in, rows rounded to half
 * precision out.
 */
final class Projection implements AutoCloseable {
  private final ImageSet images;
  private final int features;
  private final float[] matrixScratch;
  private final float[] rows;
  private final FloatPointer x;
  private final FloatPointer y;

  Projection(ImageSet images, int maximalRows) {
    this.images = images;
    this.features = images.features();
    this.matrixScratch = new float[features * features];
    this.rows = new float[maximalRows * features];
    this.x = new FloatPointer((long) maximalRows * features);
    this.y = new FloatPointer((long) maximalRows * features);
  }

  /** Room for features * features numbers. */
  float[] matrixScratch() {
    return matrixScratch;
  }

  /** Puts an image into a row of the input. */
  void image(int row, int image) {
    images.copy(image, rows, row * features);
  }

  /** {@code A x_j} of the first {@code count} rows, [count, features], not yet rounded. */
  float[] project(FloatPointer matrix, int count) {
    x.put(rows, 0, count * features);
    Blas.project(x, matrix, y, count, features);
    y.get(rows, 0, count * features);
    return rows;
  }

  @Override
  public void close() {
    x.deallocate();
    y.deallocate();
  }
}
