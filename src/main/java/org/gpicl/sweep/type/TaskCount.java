package org.gpicl.sweep.type;

/**
 * How many tasks an evaluation draws from.
 *
 * @param count tasks, or the count of {@link #LOG2} or {@link #ALL}, which depend on N
 */
public record TaskCount(int count) {
  /** The log2 of the number of training tasks, at least 1, as the notebook's text has it. */
  public static final TaskCount LOG2 = new TaskCount(0);

  /** As many as there are training tasks, but no more than an evaluation needs to be precise. */
  public static final TaskCount ALL = new TaskCount(-1);

  private static final int ENOUGH = 1024;

  /** The number of tasks to evaluate for a training on {@code tasks} tasks. */
  public int of(long tasks) {
    if (equals(ALL)) {
      return (int) Math.min(tasks, ENOUGH);
    }
    return equals(LOG2) ? Math.max(1, 63 - Long.numberOfLeadingZeros(tasks)) : count;
  }

  @Override
  public String toString() {
    return String.valueOf(count);
  }
}
