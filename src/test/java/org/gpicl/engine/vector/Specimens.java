package org.gpicl.engine.vector;

import java.util.Random;
import org.gpicl.engine.Batch;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;

/** Small batches, states and training specs for tests. */
final class Specimens {
  private Specimens() {}

  static TrainingSpec sgd() {
    return training(new OptimiserSpec.Sgd(), 0);
  }

  static TrainingSpec adam() {
    return adam(Precision.FLOAT32);
  }

  static TrainingSpec adam(Precision precision) {
    return training(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0), 1, precision);
  }

  static TrainingSpec training(OptimiserSpec optimiser, double clipNorm) {
    return training(optimiser, clipNorm, Precision.FLOAT32);
  }

  private static TrainingSpec training(
      OptimiserSpec optimiser, double clipNorm, Precision precision) {
    return new TrainingSpec(
        5, 8, 100, optimiser, new LearningRateSchedule(0.01, 3, 20, 2), clipNorm, precision);
  }

  /** Gaussian inputs and uniform labels. */
  static Batch batch(ModelSpec model, int items, int seed) {
    Random random = new Random(seed);
    Batch batch = new Batch(items, model.length(), model.inputs());
    for (int k = 0; k < batch.inputs().length; k++) {
      batch.inputs()[k] = (float) random.nextGaussian();
    }
    for (int k = 0; k < batch.labels().length; k++) {
      batch.labels()[k] = random.nextInt(model.classes());
    }
    return batch;
  }

  /** Parameters all away from zero and from symmetry, so that every gradient shows. */
  static TrainingState state(ModelSpec model, TrainingSpec training, int seed) {
    Random random = new Random(seed);
    TrainingState state = TrainingState.initial(model, training);
    for (float[] values : state.parameters()) {
      for (int k = 0; k < values.length; k++) {
        values[k] += (float) (0.3 * random.nextGaussian());
      }
    }
    return state;
  }
}
