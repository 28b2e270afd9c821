package org.gpicl.bench.timing;

import java.util.Collection;

/** The median of measurements, which is the least affected by other work on the machine. */
public final class Median {
  private Median() {}

  public static double of(Collection<? extends Number> values) {
    double[] sorted = values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
