package org.gpicl.tasks;

/**
 * A curriculum over classes: training starts on the first few and takes one more at a time, which
 * removes the loss plateau of many classes. Evaluation always uses all.
 *
 * @param classes how many classes training starts with
 * @param steps how many steps it keeps them
 * @param every then one class more after each so many steps
 */
public record Curriculum(int classes, long steps, long every) {

  /** All classes from the first step on. */
  public static final Curriculum NONE = new Curriculum(Integer.MAX_VALUE, 0, 1);

  public Curriculum {
    if (classes < 2 || steps < 0 || every < 1) {
      throw new IllegalArgumentException("a curriculum needs 2 classes and steps above 0");
    }
  }

  /** Classes in use at a step (counted from 0) of a problem that has {@code all}. */
  public int classesAt(long step, int all) {
    if (classes >= all || step < steps) {
      return Math.min(classes, all);
    }
    return (int) Math.min(all, classes + (step - steps) / every);
  }
}
