package org.gpicl.job.estimate;

/**
 * Seconds that something takes: at least, as is likely, and at most. The ends are where an estimate
 * is expected to lie nearly always, not bounds.
 */
public record Estimate(double least, double likely, double most) {
  public static final Estimate NOTHING = new Estimate(0, 0, 0);

  /** Ends that are nearer to each other than this are the same to a reader. */
  private static final double SURE = 1.3;

  /**
   * @param doubt the factor between what is likely and either end
   */
  static Estimate of(double likely, double doubt) {
    return new Estimate(likely / doubt, likely, likely * doubt);
  }

  public Estimate plus(Estimate other) {
    return new Estimate(least + other.least, likely + other.likely, most + other.most);
  }

  public Estimate times(double factor) {
    return new Estimate(factor * least, factor * likely, factor * most);
  }

  /** Each of its numbers, but at least the other's. */
  public Estimate orAtLeast(Estimate other) {
    return new Estimate(
        Math.max(least, other.least), Math.max(likely, other.likely), Math.max(most, other.most));
  }

  /** It may also take so many times as long. */
  public Estimate perhapsTimes(double factor) {
    return factor > 1 ? new Estimate(least, likely, factor * most) : this;
  }

  /** Whether one number says it all. */
  public boolean isSure() {
    return most <= SURE * least;
  }
}
