package org.gpicl.tasks;

/**
 * What of a set a training step draws from. Less than everything is for fresh sets only.
 *
 * @param classes images and permutations cover the first so many classes
 * @param tasks how many tasks: the first ones
 * @param bias the probability that a sequence keeps the images' own labels, which is one fixed
 *     permutation, instead of permuting them as its task says
 */
public record InUse(int classes, long tasks, double bias) {
  /** The bound of the draws of {@link #keepsLabels}. */
  static final long DRAWS = 1L << 32;

  public InUse {
    if (classes < 2 || tasks < 1 || !(bias >= 0 && bias <= 1)) {
      throw new IllegalArgumentException(
          "nothing to draw from: %d classes, %d tasks, bias %s".formatted(classes, tasks, bias));
    }
  }

  /** Everything: all classes and tasks, each with its own labels. */
  public static InUse all(SetSpec set) {
    return new InUse(set.images().classes(), set.tasks(), 0);
  }

  /** Whether a sequence keeps the images' own labels, from a draw below {@link #DRAWS}. */
  boolean keepsLabels(long draw) {
    return draw < (long) Math.rint(bias * DRAWS);
  }

  /** Whether a set has this to draw from. */
  boolean suits(SetSpec set) {
    return equals(all(set))
        || set.fresh() && classes <= set.images().classes() && tasks <= set.tasks();
  }
}
