package org.gpicl.bench;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.presets.openblas;
import org.gpicl.bench.Product.Shape;
import org.gpicl.model.ModelSpec;

/** The rate of OpenBLAS' single-precision products on one thread: what a step could reach. */
public final class MatrixRate {
  /** Rows that stay in a second-level cache with what they become. */
  private static final int BLOCK = 512;

  private static final int SQUARE = 1024;
  private static final int FEWEST_RUNS = 3;
  private static final double OPERATIONS_OF_A_RUN = 2e6;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final double nanoseconds;
  private final Map<Shape, Double> rates = new HashMap<>();

  /**
   * @param seconds for each shape
   */
  public MatrixRate(double seconds) {
    openblas.blas_set_num_threads(1);
    this.nanoseconds = 1e9 * seconds;
  }

  /** Floating-point operations a second of a large square product. */
  public double square() {
    return rate(new Shape(SQUARE, SQUARE, SQUARE, false, false));
  }

  /**
   * Milliseconds that OpenBLAS needs for the operations of a step's products, each at the rate of
   * its shape: the whole batch at once or in blocks that stay in a cache, whichever is faster.
   */
  double milliseconds(ModelSpec model, int batch) {
    double seconds = 0;
    for (Product product : Product.ofStep(model, batch)) {
      double rate = rate(product.shape());
      if (batch * model.length() > 2 * BLOCK) {
        rate = Math.max(rate, rate(product.block(BLOCK)));
      }
      seconds += product.operations() / rate;
    }
    return 1e3 * seconds;
  }

  private double rate(Shape shape) {
    return rates.computeIfAbsent(shape, this::measure);
  }

  private double measure(Shape shape) {
    // Small ones are timed some at a time, so that the clock's own time does not count.
    int calls = (int) Math.max(1, OPERATIONS_OF_A_RUN / shape.operations());
    try (FloatPointer a = filled((long) shape.rows() * shape.inner());
        FloatPointer b = filled((long) shape.inner() * shape.columns());
        FloatPointer c = filled((long) shape.rows() * shape.columns())) {
      multiply(shape, a, b, c);
      List<Long> times = new ArrayList<>();
      long begin = System.nanoTime();
      while (times.size() < FEWEST_RUNS || System.nanoTime() - begin < nanoseconds) {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int call = 0; call < calls; call++) {
          multiply(shape, a, b, c);
        }
        times.add(THREADS.getCurrentThreadCpuTime() - start);
      }
      return 1e9 * calls * shape.operations() / Median.of(times);
    }
  }

  private static FloatPointer filled(long size) {
    FloatPointer pointer = new FloatPointer(size);
    for (long k = 0; k < size; k++) {
      pointer.put(k, (k % 17 - 8) / 8f);
    }
    return pointer;
  }

  private static void multiply(Shape shape, FloatPointer a, FloatPointer b, FloatPointer c) {
    cblas_sgemm(
        CblasRowMajor,
        shape.leftTransposed() ? CblasTrans : CblasNoTrans,
        shape.rightTransposed() ? CblasTrans : CblasNoTrans,
        shape.rows(),
        shape.columns(),
        shape.inner(),
        1f,
        a,
        shape.leftTransposed() ? shape.rows() : shape.inner(),
        b,
        shape.rightTransposed() ? shape.inner() : shape.columns(),
        0f,
        c,
        shape.columns());
  }
}
