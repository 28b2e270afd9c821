package org.gpicl.report.grid;

import java.util.Arrays;
import java.util.Collection;

/** Several seeds' values of one number, sorted. */
public record Spread(double[] sorted) {

  /** Of those values that are numbers. */
  public static Spread of(Collection<Double> values) {
    return new Spread(
        values.stream()
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray());
  }

  public boolean empty() {
    return sorted.length == 0;
  }

  /** NaN of nothing. */
  public double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /** NaN of nothing. */
  public double median() {
    if (empty()) {
      return Double.NaN;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The standard error of the mean; NaN of fewer than two values. */
  public double standardError() {
    double mean = mean();
    double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
    return sorted.length < 2
        ? Double.NaN
        : Math.sqrt(squares / (sorted.length - 1) / sorted.length);
  }

  /** Whether there are values on both sides of a level. */
  public boolean bothSidesOf(double level) {
    return !empty() && least() < level && greatest() >= level;
  }

  public double least() {
    return sorted[0];
  }

  public double greatest() {
    return sorted[sorted.length - 1];
  }
}
