package org.gpicl.tasks.projection;

import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.Gaussians;

/**
 * Projects the images of one item by a matrix that serves this item only, skipping pixels that are
 * 0 in all of its images: their columns are neither drawn nor multiplied. The bits are those of the
 * whole product; if the library sums in an unknown order, {@link #project} returns null. For one
 * thread; {@link #close} frees the native memory.
 */
final class SparseProjection implements AutoCloseable {
  /** Blocks of the library's kernels for AVX-512: those of Cooper Lake and of Skylake X. */
  private static final SummationOrder[] ORDERS = {new SummationOrder(320), new SummationOrder(448)};

  /** With fewer multiplications, the library may choose another kernel. */
  private static final long FEWEST = 1 << 22;

  /** If a larger fraction of pixels is lit, skipping the others does not pay. */
  private static final double MOST_LIT = 0.9;

  private static final int PROBES = 4;

  private final int features;
  private final Gaussians gaussians;
  private final LitPixels lit;
  private final float[] rows;
  private final FloatPointer matrix;
  private final FloatPointer x;
  private final FloatPointer y;
  private final FloatBuffer numbers;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private int order;
  private int agreed;

  SparseProjection(ImageSet images, int rows, Gaussians gaussians) {
    this.features = images.features();
    this.gaussians = gaussians;
    this.lit = new LitPixels(images);
    this.rows = new float[rows * features];
    this.matrix = new FloatPointer((long) features * features);
    this.x = new FloatPointer(this.rows.length);
    this.y = new FloatPointer(this.rows.length);
    this.numbers = matrix.asBuffer();
    this.input = x.asBuffer();
    this.output = y.asBuffer();
  }

  /**
   * Computes {@code A x_j} for some images, [drawn, features], not yet rounded; null if this is not
   * known to give the bits of the whole product, or would not be faster.
   */
  float[] project(long task, int[] drawn, Supplier<float[]> whole) {
    if (order == ORDERS.length) {
      return null;
    }
    lit.of(drawn);
    if (lit.count() > MOST_LIT * features || !blocksAreLarge(drawn.length)) {
      return null;
    }
    int columns = lit.count();
    for (int row = 0; row < drawn.length; row++) {
      lit.copy(drawn[row], rows, row * columns);
    }
    input.put(0, rows, 0, drawn.length * columns);
    gaussians.drawColumns(task, features, lit.pixels(), columns, numbers);
    multiply(drawn.length);
    output.get(0, rows, 0, drawn.length * features);
    return agreed == PROBES || agrees(whole.get(), drawn.length) ? rows : null;
  }

  private boolean blocksAreLarge(int count) {
    for (int begin = 0; begin < features; ) {
      int end = ORDERS[order].end(begin, features);
      if ((long) features * count * (lit.before(end) - lit.before(begin)) < FEWEST) {
        return false;
      }
      begin = end;
    }
    return true;
  }

  private void multiply(int count) {
    int columns = lit.count();
    for (int begin = 0; begin < features; ) {
      int end = ORDERS[order].end(begin, features);
      int from = lit.before(begin);
      Blas.addBlock(
          x.position(from),
          matrix.position(from),
          y,
          count,
          features,
          lit.before(end) - from,
          columns,
          begin == 0 ? 0f : 1f);
      begin = end;
    }
    x.position(0);
    matrix.position(0);
  }

  /** Whether all numbers agree; if not, tries another order and starts probing again. */
  private boolean agrees(float[] whole, int count) {
    for (int k = 0; k < count * features; k++) {
      if (Float.floatToRawIntBits(rows[k]) != Float.floatToRawIntBits(whole[k])) {
        order++;
        agreed = 0;
        return false;
      }
    }
    agreed++;
    return true;
  }

  @Override
  public void close() {
    matrix.deallocate();
    x.deallocate();
    y.deallocate();
  }
}
