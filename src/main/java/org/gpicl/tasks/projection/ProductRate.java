package org.gpicl.tasks.projection;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas;

/**
 * Measures the rate of OpenBLAS's single-precision products on one thread, in processor time, so
 * that a busy machine is not mistaken for a slow one.
 *
 * <p>The product is C [rows, columns] from A [rows, inner] and B [inner, columns].
 *
 * @param leftTransposed whether A is stored as [inner, rows]
 * @param rightTransposed whether B is stored as [columns, inner]
 */
public record ProductRate(
    int rows, int columns, int inner, boolean leftTransposed, boolean rightTransposed) {
  private static final int SQUARE = 1024;
  private static final int FEWEST_RUNS = 3;
  private static final double OPERATIONS_OF_A_RUN = 2e6;

  /** A large square product, which reaches the highest rate. */
  public static ProductRate square() {
    return new ProductRate(SQUARE, SQUARE, SQUARE, false, false);
  }

  /**
   * Measures floating-point operations per second.
   *
   * @param seconds how long the measurement may take
   */
  public double measure(double seconds) {
    openblas.blas_set_num_threads(1);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double operations = 2.0 * rows * columns * inner;
    // Small products are timed several at a time, so that reading the clock does not count.
    int calls = (int) Math.max(1, OPERATIONS_OF_A_RUN / operations);
    try (FloatPointer a = filled((long) rows * inner);
        FloatPointer b = filled((long) inner * columns);
        FloatPointer c = filled((long) rows * columns)) {
      multiply(a, b, c);
      List<Long> times = new ArrayList<>();
      long begin = System.nanoTime();
      while (times.size() < FEWEST_RUNS || System.nanoTime() - begin < 1e9 * seconds) {
        long start = threads.getCurrentThreadCpuTime();
        for (int call = 0; call < calls; call++) {
          multiply(a, b, c);
        }
        times.add(threads.getCurrentThreadCpuTime() - start);
      }
      return 1e9 * calls * operations / median(times);
    }
  }

  private static double median(List<Long> times) {
    Collections.sort(times);
    int middle = times.size() / 2;
    return times.size() % 2 == 1
        ? times.get(middle)
        : (times.get(middle - 1) + times.get(middle)) / 2.0;
  }

  private static FloatPointer filled(long size) {
    FloatPointer pointer = new FloatPointer(size);
    for (long k = 0; k < size; k++) {
      pointer.put(k, (k % 17 - 8) / 8f);
    }
    return pointer;
  }

  private void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
    cblas_sgemm(
        CblasRowMajor,
        leftTransposed ? CblasTrans : CblasNoTrans,
        rightTransposed ? CblasTrans : CblasNoTrans,
        rows,
        columns,
        inner,
        1f,
        a,
        leftTransposed ? rows : inner,
        b,
        rightTransposed ? inner : columns,
        0f,
        c,
        columns);
  }
}
