package org.gpicl.bench.timing;

import java.util.HashMap;
import java.util.Map;
import org.gpicl.bench.timing.Product.Shape;
import org.gpicl.model.ModelSpec;
import org.gpicl.tasks.projection.ProductRate;

/**
 * The rate of OpenBLAS's single-precision products on one thread: the best that a step could reach.
 */
public final class MatrixRate {
  /** Rows that stay in a second-level cache together with their results. */
  private static final int BLOCK = 512;

  private final double seconds;
  private final Map<Shape, Double> rates = new HashMap<>();

  /**
   * @param seconds for each shape
   */
  public MatrixRate(double seconds) {
    this.seconds = seconds;
  }

  /**
   * Milliseconds that OpenBLAS needs for the operations of a step's products, each at the rate of
   * its shape: the whole batch at once or in blocks that stay in a cache, whichever is faster.
   */
  public double milliseconds(ModelSpec model, int batch) {
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
    return new ProductRate(
            shape.rows(),
            shape.columns(),
            shape.inner(),
            shape.leftTransposed(),
            shape.rightTransposed())
        .measure(seconds);
  }
}
