package org.gpicl.model;

import java.util.Objects;

/**
 * Specifies how a model is trained.
 *
 * @param seed the seed of initialisation and dropout
 * @param batch items per step
 * @param steps how many steps
 * @param optimiser how gradients change the parameters
 * @param schedule the learning rate
 * @param clipNorm the Euclidean norm over all parameters that gradients are scaled down to; 0 for
 *     no clipping
 * @param precision the number format of matrix products
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

  /** A training with all products in 32 bits. */
  public TrainingSpec(
      int seed,
      int batch,
      long steps,
      OptimiserSpec optimiser,
      LearningRateSchedule schedule,
      double clipNorm) {
    this(seed, batch, steps, optimiser, schedule, clipNorm, Precision.FLOAT32);
  }

  /** The same for a model that only looks forward, which needs no moments. */
  public TrainingSpec withoutMoments() {
    return new TrainingSpec(
        seed, batch, steps, new OptimiserSpec.Sgd(), schedule, clipNorm, precision);
  }
}
