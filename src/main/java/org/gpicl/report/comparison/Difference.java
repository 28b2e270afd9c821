package org.gpicl.report.comparison;

import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Spread;

/**
 * One number of two sweeps at the same place, over the seeds that each has of it.
 *
 * @param first by seed
 * @param second by seed
 */
record Difference(Map<Integer, Double> first, Map<Integer, Double> second) {

  /** Means over seeds; NaN where there is no value. */
  double firstMean() {
    return Spread.of(first.values()).mean();
  }

  double secondMean() {
    return Spread.of(second.values()).mean();
  }

  double difference() {
    return secondMean() - firstMean();
  }

  boolean measured() {
    return !first.isEmpty() && !second.isEmpty();
  }

  /**
   * The standard error of the difference, NaN where not both have several seeds. With the same
   * seeds, that of the mean of the differences seed by seed: a seed means the same tasks and the
   * same initial parameters in both.
   */
  double standardError() {
    if (first.size() < 2 || second.size() < 2) {
      return Double.NaN;
    }
    if (first.keySet().equals(second.keySet())) {
      Map<Integer, Double> differences =
          first.keySet().stream()
              .collect(Collectors.toMap(seed -> seed, seed -> second.get(seed) - first.get(seed)));
      return Math.sqrt(squaredError(differences));
    }
    return Math.sqrt(squaredError(first) + squaredError(second));
  }

  /** The variance of a mean. */
  private static double squaredError(Map<Integer, Double> values) {
    int count = values.size();
    double mean = values.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double squares = values.values().stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return squares / (count - 1) / count;
  }
}
