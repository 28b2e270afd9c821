package org.gpicl.tasks;

import java.util.Objects;

/**
 * How far an accuracy may be from that over all tasks: its standard error over evaluation tasks.
 * Items of one task share its matrix and permutation and are not independent, so the tasks count,
 * however many items each has.
 *
 * @param ofAccuracy of the accuracy over all positions; NaN with fewer than two tasks
 * @param byPosition of the accuracy at each position, [length]; empty with fewer than two tasks
 * @param tasks evaluation tasks that had an item; 0 if that was not recorded
 */
public record StandardError(double ofAccuracy, double[] byPosition, long tasks) {
  /** Of accuracies that are no mean over tasks, and of those from before errors were recorded. */
  public static final StandardError UNKNOWN = new StandardError(Double.NaN, new double[0], 0);

  public StandardError {
    Objects.requireNonNull(byPosition, "byPosition");
    if (tasks < 0) {
      throw new IllegalArgumentException("not a number of tasks: " + tasks);
    }
  }

  /** Whether there is one. */
  public boolean known() {
    return Double.isFinite(ofAccuracy);
  }
}
