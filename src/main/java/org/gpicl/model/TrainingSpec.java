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
 */
public record TrainingSpec(
    int seed,
    int batch,
    long steps,
    OptimiserSpec optimiser,
    LearningRateSchedule schedule,
    double clipNorm) {
  public TrainingSpec {
    Objects.requireNonNull(optimiser, "optimiser");
    Objects.requireNonNull(schedule, "schedule");
    if (seed < 0 || batch < 1 || steps < 1 || !(clipNorm >= 0)) {
      throw new IllegalArgumentException("seed, batch, steps or clipping out of range");
    }
  }
}
