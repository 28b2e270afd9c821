package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gpicl.engine.vector.GradientAssertions.assertThatPassesAgree;

import java.util.Arrays;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.reference.ReferenceModel;
import org.gpicl.model.AdaptedMlpSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class AdaptedMlpGradientTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 9, 16, 17, 31, 66})
  void gradientsGoThroughAllInnerStepsAtEveryWidth(int width) {
    AdaptedMlpSpec model = new AdaptedMlpSpec(7, 5, 6, width, 3, 0.1, true);
    assertThatPassesAgree(model, Specimens.sgd(), 5, 24, width);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5, 8, 1",
    "2, 40, 3, 4",
    "15, 1, 8, 2",
    "17, 34, 20, 1",
    "9, 3, 12, 6",
    "10, 2, 12, 12"
  })
  void gradientsAreThoseOfTheReferenceAtEveryLengthAndBatch(
      int length, int items, int width, int steps) {
    AdaptedMlpSpec model = new AdaptedMlpSpec(4, 3, length, width, steps, 0.05, true);
    assertThatPassesAgree(model, Specimens.sgd(), items, 12, length);
  }

  @Test
  void aModelThatIsNotLearnedIsMeasuredAndKeepsItsParameters() {
    AdaptedMlpSpec model = new AdaptedMlpSpec(7, 5, 6, 9, 12, 0.1, false);
    TrainingState initial = TrainingState.initial(model, Specimens.sgd());
    Batch batch = Specimens.batch(model, 4, 3);
    double[][] parameters = ReferenceModel.parameters(initial);
    double[] expected = ReferenceModel.logits(model, Specimens.sgd(), parameters, batch, 0, false);
    try (Trainer trainer = new VectorEngine().open(model, Specimens.sgd(), initial, () -> false)) {
      double loss = ReferenceModel.loss(model, Specimens.sgd(), parameters, batch, 0, true);
      assertThat(Math.abs(trainer.step(batch).loss() - loss)).isLessThan(2e-5);
      float[] logits = trainer.logits(batch);
      for (int k = 0; k < logits.length; k++) {
        assertThat(Math.abs(logits[k] - expected[k])).as("logit %d", k).isLessThan(2e-5);
      }
      for (int p = 0; p < initial.parameters().size(); p++) {
        assertThat(trainer.state().parameters().get(p)).isEqualTo(initial.parameters().get(p));
      }
    }
  }

  @Test
  void aLabelMattersFromTheTokenThatShowsItOn() {
    AdaptedMlpSpec model = new AdaptedMlpSpec(7, 5, 6, 9, 4, 0.1, true);
    TrainingState initial = TrainingState.initial(model, Specimens.sgd());
    Batch batch = Specimens.batch(model, 1, 3);
    try (Trainer trainer = new VectorEngine().open(model, Specimens.sgd(), initial, () -> false)) {
      float[] before = trainer.logits(batch);
      int labelPart = 4 * model.inputs() + model.features();
      for (int c = 0; c < model.classes(); c++) {
        batch.inputs()[labelPart + c] *= -1;
      }
      float[] after = trainer.logits(batch);
      assertThat(Arrays.mismatch(before, after))
          .isBetween(4 * model.classes(), 5 * model.classes() - 1);
    }
  }
}
