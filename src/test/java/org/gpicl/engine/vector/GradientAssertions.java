package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.gpicl.engine.Batch;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.reference.ReferenceModel;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;

/** Compares loss, logits and gradients with the double-precision reference. */
final class GradientAssertions {
  /** How much coarser results are whose operands have eight bits. */
  private static final double COARSER = 2000;

  private GradientAssertions() {}

  /**
   * @param entriesPerParameter how many randomly chosen entries of each parameter are compared
   */
  static void assertThatPassesAgree(
      ModelSpec model, TrainingSpec training, int items, int entriesPerParameter, int seed) {
    long step = 7;
    double coarser = training.precision() == Precision.FLOAT32 ? 1 : COARSER;
    TrainingState initial = Specimens.state(model, training, seed);
    TrainingState state =
        new TrainingState(
            step, initial.parameters(), initial.firstMoments(), initial.secondMoments());
    Batch batch = Specimens.batch(model, items, seed + 1);
    double[][] reference = ReferenceModel.parameters(state);
    try (VectorTrainer trainer =
        VectorEngine.openTrainer(model, training, state, () -> false, IdleCores.NONE)) {
      float[] logits = trainer.logits(batch);
      double[] expectedLogits =
          ReferenceModel.logits(model, training, reference, batch, step, false);
      for (int k = 0; k < logits.length; k++) {
        double size = coarser == 1 ? 1 : Math.max(1, Math.abs(expectedLogits[k]));
        assertThat((double) logits[k])
            .as("logit %d", k)
            .isCloseTo(expectedLogits[k], within(2e-5 * coarser * size));
      }

      trainer.accumulateGradients(batch);
      List<float[]> gradients = trainer.gradients();
      Random random = new Random(seed);
      double largest = 1e-3;
      for (float[] gradient : gradients) {
        for (float g : gradient) {
          largest = Math.max(largest, Math.abs(g));
        }
      }
      for (int p = 0; p < gradients.size(); p++) {
        int size = gradients.get(p).length;
        for (int n = 0; n < Math.min(size, entriesPerParameter); n++) {
          int entry = size <= entriesPerParameter ? n : random.nextInt(size);
          double expected =
              ReferenceModel.gradient(model, training, reference, batch, step, true, p, entry);
          assertThat((double) gradients.get(p)[entry])
              .as("%s, %s[%d]", model, model.parameters().get(p).name(), entry)
              .isCloseTo(expected, within(2e-5 * coarser * largest + 3e-4 * Math.abs(expected)));
        }
      }
      assertThat(trainer.step(batch).loss())
          .isCloseTo(
              ReferenceModel.loss(model, training, reference, batch, step, true),
              within(2e-5 * coarser));
    }
  }
}
