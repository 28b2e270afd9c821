package org.gpicl.engine.vector;

import java.util.Random;
import java.util.Set;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/** Data for the benchmarks of kernels: the notebook's transformer at some width. */
final class Specimen {
  static final int LENGTH = 100;
  static final OptimiserSpec.Adam ADAM = new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0);
  private static final int INPUTS = 784;
  private static final int CLASSES = 10;
  private static final int LAYERS = 4;

  private Specimen() {}

  static TransformerSpec transformer(int width, double dropout) {
    return new TransformerSpec(
        INPUTS,
        CLASSES,
        LENGTH,
        width,
        LAYERS,
        1,
        4 * width,
        Activation.GELU_TANH,
        Set.of(Position.LEARNED),
        true,
        dropout,
        true);
  }

  static PaddedParameters parameters(TransformerSpec spec) {
    TrainingSpec training =
        new TrainingSpec(0, 128, 1000, ADAM, new LearningRateSchedule(1e-3, 0, 0, 1), 0);
    return new PaddedParameters(spec, TrainingState.initial(spec, training));
  }

  /** Numbers to compute with; also makes sure that kernels are compiled as in the engine. */
  static float[] gaussian(int count) {
    KernelProfile.gather();
    Random random = new Random(1);
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }
}
