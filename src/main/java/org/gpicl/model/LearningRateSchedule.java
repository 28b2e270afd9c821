package org.gpicl.model;

/**
 * The learning rate over time: a linear warm-up to {@code rate}, then constant or half a cosine
 * down to 0, which may start again several times (warm restarts in equal periods: Loshchilov and
 * Hutter, "SGDR", 2017).
 *
 * @param rate the highest learning rate
 * @param warmup units of linear warm-up; 0 for none
 * @param cosineTotal the unit at which a cosine reaches 0; 0 for a constant rate
 * @param restarts how often the cosine starts again; 0 for never
 * @param stepsPerUnit 1, or the steps per epoch if the schedule counts epochs (Lightning's default,
 *     which the notebook uses)
 */
public record LearningRateSchedule(
    double rate, long warmup, long cosineTotal, int restarts, long stepsPerUnit) {
  public LearningRateSchedule {
    if (!(rate > 0) || warmup < 0 || cosineTotal < 0 || stepsPerUnit < 1) {
      throw new IllegalArgumentException("a schedule needs a rate above 0 and times of at least 0");
    }
    if (cosineTotal > 0 && cosineTotal <= warmup) {
      throw new IllegalArgumentException("a cosine must end after the warm-up");
    }
    if (restarts < 0 || restarts > 0 && restarts >= cosineTotal - warmup) {
      throw new IllegalArgumentException("each period of a cosine must last a unit or more");
    }
  }

  /** A schedule without restarts. */
  public LearningRateSchedule(double rate, long warmup, long cosineTotal, long stepsPerUnit) {
    this(rate, warmup, cosineTotal, 0, stepsPerUnit);
  }

  /** The learning rate of a step, counted from 0. */
  public double at(long step) {
    long unit = step / stepsPerUnit;
    if (unit < warmup) {
      return rate * (unit + 1) / warmup;
    }
    if (cosineTotal == 0) {
      return rate;
    }
    long all = cosineTotal - warmup;
    double done =
        unit >= cosineTotal ? 1 : (double) ((unit - warmup) * (restarts + 1L) % all) / all;
    return rate * 0.5 * (1 + StrictMath.cos(Math.PI * done));
  }
}
