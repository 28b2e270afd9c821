package org.gpicl.report.comparison;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.report.grid.Spread;

/**
 * One number of two sweeps at the same place. Where both have a seed, the two are a pair: a seed
 * means the same tasks and the same initial parameters in both. Seeds that are not in a pair count
 * only if there is no pair.
 *
 * @param first by seed
 * @param second by seed
 */
record Difference(Map<Integer, Measured> first, Map<Integer, Measured> second) {
  private static final double SURE = 2;

  /** By chance alone, two pairs exceed twice their error in three cases of ten. */
  private static final int ENOUGH_PAIRS = 3;

  /**
   * An accuracy.
   *
   * @param error its standard error over evaluation tasks; NaN if not known
   */
  record Measured(double accuracy, double error) {}

  /** The seeds that both have. */
  Set<Integer> pairs() {
    Set<Integer> pairs = new TreeSet<>(first.keySet());
    pairs.retainAll(second.keySet());
    return pairs;
  }

  private Collection<Measured> compared(Map<Integer, Measured> values) {
    Set<Integer> pairs = pairs();
    return pairs.isEmpty() ? values.values() : pairs.stream().map(values::get).toList();
  }

  private Spread accuracies(Map<Integer, Measured> values) {
    return Spread.of(compared(values).stream().map(Measured::accuracy).toList());
  }

  /** Means over the seeds that are compared; NaN where there is no value. */
  double firstMean() {
    return accuracies(first).mean();
  }

  double secondMean() {
    return accuracies(second).mean();
  }

  double difference() {
    return secondMean() - firstMean();
  }

  boolean measured() {
    return !first.isEmpty() && !second.isEmpty();
  }

  /** Whether the error comes from how much seeds differ, not from the tasks of the evaluations. */
  boolean overSeeds() {
    int pairs = pairs().size();
    return pairs >= ENOUGH_PAIRS || pairs == 0 && first.size() >= 2 && second.size() >= 2;
  }

  /**
   * The standard error of the difference: of three or more paired differences, of two independent
   * means over seeds, or else from the errors of the evaluations over their tasks, which counts
   * tasks that both share as if they were different ones. NaN if that is not known.
   */
  double standardError() {
    List<Double> paired =
        pairs().stream()
            .map(seed -> second.get(seed).accuracy() - first.get(seed).accuracy())
            .toList();
    if (paired.size() >= ENOUGH_PAIRS) {
      return Spread.of(paired).standardError();
    }
    return overSeeds()
        ? Math.hypot(accuracies(first).standardError(), accuracies(second).standardError())
        : Math.hypot(overTasks(first), overTasks(second));
  }

  private double overTasks(Map<Integer, Measured> values) {
    Collection<Measured> compared = compared(values);
    double squares = compared.stream().mapToDouble(m -> m.error() * m.error()).sum();
    return compared.isEmpty() ? Double.NaN : Math.sqrt(squares) / compared.size();
  }

  /** Whether it is larger than chance would often have it: more than twice its error. */
  boolean exceedsError() {
    return Math.abs(difference()) > SURE * standardError();
  }
}
