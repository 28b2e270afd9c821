package org.gpicl.tasks.projection;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.Gaussians;

/**
 * Projects images with the buffers of one thread: the rows in, the rows out, and a matrix if none
 * are cached. {@link #close} frees the native memory.
 */
public final class Projection implements AutoCloseable {
  private static final long NO_TASK = -1;
  private static final int PROBES = 8;

  private final ImageSet images;
  private final int features;
  private final Gaussians gaussians;
  private final float[] rows;
  private final FloatPointer x;
  private final FloatPointer y;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private SparseProjection sparse;
  private FloatPointer matrix;
  private FloatBuffer matrixNumbers;
  private long task = NO_TASK;

  /**
   * Allocates the buffers.
   *
   * @param maximalRows the most images of one product
   * @param gaussians draws matrices
   */
  public Projection(ImageSet images, int maximalRows, Gaussians gaussians) {
    this.images = images;
    this.features = images.features();
    this.gaussians = gaussians;
    this.rows = new float[maximalRows * features];
    this.x = new FloatPointer(rows.length);
    this.y = new FloatPointer(rows.length);
    this.input = x.asBuffer();
    this.output = y.asBuffer();
  }

  /** Draws the matrices of this thread. */
  public Gaussians gaussians() {
    return gaussians;
  }

  /**
   * Returns the matrix of a task, [features, features], drawn over the previous one so that it
   * stays in the processor's caches.
   */
  public FloatPointer matrix(long task) {
    int numbers = features * features;
    if (matrix == null) {
      matrix = new FloatPointer(numbers);
      matrixNumbers = matrix.asBuffer();
    }
    if (this.task != task) {
      gaussians.draw(task, matrixNumbers, numbers);
      this.task = task;
    }
    return matrix;
  }

  /** Whether {@link #matrix} would return the matrix of a task without drawing it. */
  public boolean has(long task) {
    return this.task == task;
  }

  /** The buffer for the rows of a product's result. */
  public float[] rows() {
    return rows;
  }

  /** Puts an image into a row of the input. */
  void image(int row, int image) {
    images.copy(image, input, row * features);
  }

  /**
   * Computes {@code A x_j} for some images, [drawn, features], not yet rounded, with this thread's
   * own copy of the matrix.
   */
  public float[] project(long task, int[] drawn) {
    return project(matrix(task), drawn);
  }

  /**
   * Computes {@code A x_j} for some images, [drawn, features], not yet rounded, with a matrix that
   * is kept elsewhere.
   */
  public float[] project(FloatPointer matrix, int[] drawn) {
    for (int row = 0; row < drawn.length; row++) {
      image(row, drawn[row]);
    }
    return project(matrix, drawn.length);
  }

  /** Computes {@code A x_j} for a task that will not be needed again soon. */
  public float[] projectOnce(long task, int[] drawn) {
    if (sparse == null) {
      sparse = new SparseProjection(images, drawn.length, gaussians);
    }
    float[] result = sparse.project(task, drawn, () -> project(task, drawn));
    return result != null ? result : project(task, drawn);
  }

  /**
   * Computes {@code A x_j} for the first {@code count} rows, [count, features], not yet rounded.
   */
  public float[] project(FloatPointer matrix, int count) {
    Blas.project(x, matrix, y, count, features);
    output.get(0, rows, 0, count * features);
    return rows;
  }

  /**
   * Whether a row has the same bits in every position among {@code count} rows. Not every kernel of
   * the library ensures this: some sum the last rows in another order.
   */
  boolean sameInEveryRow(FloatPointer matrix, int count) {
    int step = Math.max(1, images.count() / PROBES);
    for (int image = 0; image < images.count(); image += step) {
      for (int row = 0; row < count; row++) {
        image(row, image);
      }
      float[] out = project(matrix, count);
      for (int row = 1; row < count; row++) {
        if (Arrays.mismatch(out, 0, features, out, row * features, (row + 1) * features) >= 0) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    x.deallocate();
    y.deallocate();
    if (sparse != null) {
      sparse.close();
    }
    if (matrix != null) {
      matrix.deallocate();
    }
  }
}
