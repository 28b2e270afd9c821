package org.gpicl.tasks;

/**
 * A curriculum over classes: training starts with the first few and adds one at a time, which
 * avoids the loss plateau that many classes cause. Evaluation always uses all of them.
 *
 * @param classes how many classes training starts with
 * @param steps how many steps it stays with these
 * @param every one more class is then added after every so many steps
 */
public record Curriculum(int classes, long steps, long every) {

  /** No curriculum: all classes from the first step. */
  public static final Curriculum NONE = new Curriculum(Integer.MAX_VALUE, 0, 1);

  public Curriculum {
    if (classes < 2 || steps < 0 || every < 1) {
      throw new IllegalArgumentException("a curriculum needs 2 classes and steps above 0");
    }
  }

  /** Classes in use at a step (counted from 0), of {@code all} classes in total. */
  public int classesAt(long step, int all) {
    if (classes >= all || step < steps) {
      return Math.min(classes, all);
    }
    return (int) Math.min(all, classes + (step - steps) / every);
  }
}
