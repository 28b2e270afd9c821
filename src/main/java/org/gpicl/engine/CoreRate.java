package org.gpicl.engine;

import java.util.function.DoubleSupplier;
import org.gpicl.tasks.projection.ProductRate;

/** The speed of one core of this machine, measured when it is first needed. */
public final class CoreRate implements DoubleSupplier {
  private static final double SECONDS = 0.3;

  private double gflops = Double.NaN;

  /** The rate of matrix products on one core, in GFLOP/s. */
  @Override
  public synchronized double getAsDouble() {
    if (Double.isNaN(gflops)) {
      gflops = ProductRate.square().measure(SECONDS) / 1e9;
    }
    return gflops;
  }
}
