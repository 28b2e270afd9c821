package org.gpicl.sweep.type;

/**
 * How many tasks an evaluation draws from.
 *
 * @param count tasks; 0 for the notebook's log2 of the number of training tasks, at least 1
 */
public record TaskCount(int count) {
  public static final TaskCount LOG2 = new TaskCount(0);

  /** The number of tasks to evaluate for a training on {@code tasks} tasks. */
  public int of(long tasks) {
    return count > 0 ? count : Math.max(1, 63 - Long.numberOfLeadingZeros(tasks));
  }

  @Override
  public String toString() {
    return String.valueOf(count);
  }
}
