package org.gpicl.tasks;

/**
 * A curriculum over classes, tasks or both: training starts with the first few. After so many steps
 * it adds one class and doubles the number of tasks, and again after every so many steps, until
 * both are complete. It avoids the loss plateau that many classes or tasks cause. Evaluation always
 * uses all of them.
 *
 * @param classes how many classes training starts with
 * @param tasks how many tasks training starts with
 * @param steps how many steps before the first {@code every} begins
 * @param every how many steps lie between two such changes
 */
public record Curriculum(int classes, long tasks, long steps, long every) {
  /** As many classes as there are, from the start. */
  public static final int ALL_CLASSES = Integer.MAX_VALUE;

  /** As many tasks as there are, from the start. */
  public static final long ALL_TASKS = Long.MAX_VALUE;

  /** No curriculum: all classes and tasks from the first step. */
  public static final Curriculum NONE = new Curriculum(ALL_CLASSES, ALL_TASKS, 0, 1);

  public Curriculum {
    if (classes < 2 || tasks < 1 || steps < 0 || every < 1) {
      throw new IllegalArgumentException("a curriculum needs 2 classes, a task and steps above 0");
    }
  }

  /** A curriculum over classes, with all tasks from the start. */
  public Curriculum(int classes, long steps, long every) {
    this(classes, ALL_TASKS, steps, every);
  }

  /** Classes in use at a step (counted from 0), of {@code all} classes in total. */
  public int classesAt(long step, int all) {
    return classes >= all ? all : (int) Math.min(all, classes + changesBefore(step));
  }

  /** Tasks in use at a step (counted from 0), of {@code all} tasks in total. */
  public long tasksAt(long step, long all) {
    long doublings = changesBefore(step);
    return tasks >= all || doublings >= Long.numberOfLeadingZeros(tasks) - 1
        ? all
        : Math.min(all, tasks << doublings);
  }

  private long changesBefore(long step) {
    return step < steps ? 0 : (step - steps) / every;
  }
}
