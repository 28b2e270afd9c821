package org.gpicl.engine;

import java.util.function.DoubleSupplier;
import org.gpicl.tasks.projection.ProductRate;

/** What one core of this machine reaches; measured when it is first asked for. */
public final class CoreRate implements DoubleSupplier {
  private static final double SECONDS = 0.3;

  private double gflops = Double.NaN;

  /** Matrix products of one core, in GFLOP/s. */
  @Override
  public synchronized double getAsDouble() {
    if (Double.isNaN(gflops)) {
      gflops = ProductRate.square().measure(SECONDS) / 1e9;
    }
    return gflops;
  }
}
