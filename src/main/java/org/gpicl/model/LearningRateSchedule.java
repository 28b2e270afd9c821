package org.gpicl.model;

/**
 * The learning rate over time: a linear warm-up to {@code rate}, then constant or half a cosine
 * down to 0.
 *
 * @param rate the highest learning rate
 * @param warmup units of linear warm-up; 0 for none
 * @param cosineTotal the unit at which a cosine reaches 0; 0 for a constant rate
 * @param stepsPerUnit 1, or the steps per epoch if the schedule counts epochs (Lightning's default,
 *     which the notebook uses)
 */
public record LearningRateSchedule(double rate, long warmup, long cosineTotal, long stepsPerUnit) {
  public LearningRateSchedule {
    if (!(rate > 0) || warmup < 0 || cosineTotal < 0 || stepsPerUnit < 1) {
      throw new IllegalArgumentException("a schedule needs a rate above 0 and times of at least 0");
    }
    if (cosineTotal > 0 && cosineTotal <= warmup) {
      throw new IllegalArgumentException("a cosine must end after the warm-up");
    }
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
    double done = Math.min(1, (double) (unit - warmup) / (cosineTotal - warmup));
    return rate * 0.5 * (1 + StrictMath.cos(Math.PI * done));
  }
}
