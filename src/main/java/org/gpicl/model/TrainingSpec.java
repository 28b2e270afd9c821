package org.gpicl.model;

import java.util.Objects;

/**
 * How a model is trained.
 *
 * @param seed of initialisation and dropout
 * @param batch items of a step
 * @param steps how many steps
 * @param optimiser what turns gradients into steps
 * @param schedule the learning rate
 * @param clipNorm gradients are scaled down to this Euclidean norm over all parameters; 0 for never
 * @param precision what products are computed in
 */
public record TrainingSpec(
    int seed,
    int batch,
    long steps,
    OptimiserSpec optimiser,
    LearningRateSchedule schedule,
    double clipNorm,
    Precision precision) {
  public TrainingSpec {
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(precision, "precision");
    if (seed < 0 || batch < 1 || steps < 1 || !(clipNorm >= 0)) {
      throw new IllegalArgumentException("seed, batch, steps or clipping out of range");
    }
  }

  /** In 32 bits. */
  public TrainingSpec(
      int seed,
      int batch,
      long steps,
      OptimiserSpec optimiser,
      LearningRateSchedule schedule,
      double clipNorm) {
    this(seed, batch, steps, optimiser, schedule, clipNorm, Precision.FLOAT32);
  }
}
