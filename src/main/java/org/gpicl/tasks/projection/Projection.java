package org.gpicl.tasks.projection;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.Gaussians;

/**
 * One thread's buffers for projecting images: a matrix, where none are kept, rows in, rows out.
 * Native memory ends with {@link #close}.
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

  /** What draws matrices, for the thread that has this. */
  public Gaussians gaussians() {
    return gaussians;
  }

  /** The matrix of a task, drawn in place of the last one: it stays in the caches. */
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

  /** Whether {@link #matrix} has the matrix of a task already. */
  public boolean has(long task) {
    return this.task == task;
  }

  /** Room for the rows of a product's result. */
  public float[] rows() {
    return rows;
  }

  /** Puts an image into a row of the input. */
  void image(int row, int image) {
    images.copy(image, input, row * features);
  }

  /** {@code A x_j} of some images, [drawn, features], not yet rounded, by a matrix of its own. */
  public float[] project(long task, int[] drawn) {
    return project(matrix(task), drawn);
  }

  /** As above, by a matrix that is kept elsewhere. */
  public float[] project(FloatPointer matrix, int[] drawn) {
    for (int row = 0; row < drawn.length; row++) {
      image(row, drawn[row]);
    }
    return project(matrix, drawn.length);
  }

  /** {@code A x_j} of a task that is not soon met again. */
  public float[] projectOnce(long task, int[] drawn) {
    if (sparse == null) {
      sparse = new SparseProjection(images, drawn.length, gaussians);
    }
    float[] result = sparse.project(task, drawn, () -> project(task, drawn));
    return result != null ? result : project(task, drawn);
  }

  /** {@code A x_j} of the first {@code count} rows, [count, features], not yet rounded. */
  public float[] project(FloatPointer matrix, int count) {
    Blas.project(x, matrix, y, count, features);
    output.get(0, rows, 0, count * features);
    return rows;
  }

  /**
   * Whether a row comes out with the same bits wherever it stands among {@code count}. Not so with
   * every kernel of the library: some add up the last rows in another order.
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
