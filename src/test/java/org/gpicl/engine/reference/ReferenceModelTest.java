package org.gpicl.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.gpicl.engine.Batch;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class ReferenceModelTest {
  private final TrainingSpec training =
      new TrainingSpec(
          3, 4, 10, new OptimiserSpec.Sgd(), new LearningRateSchedule(0.1, 0, 0, 1), 0);

  @Test
  void aLinearModelHasTheGradientOfItsFormula() {
    // With zero hidden layers' weights the logits are the last bias: d loss / d bias = p - onehot.
    MlpSpec spec = new MlpSpec(3, 2, 4, false);
    double[][] parameters = ReferenceModel.parameters(TrainingState.initial(spec, training));
    for (int p = 0; p < 5; p++) {
      java.util.Arrays.fill(parameters[p], 0);
    }
    parameters[5] = new double[] {0, Math.log(2), Math.log(3), Math.log(4)};
    Batch batch = new Batch(1, 1, 3);
    batch.labels()[0] = 2;

    assertThat(ReferenceModel.loss(spec, training, parameters, batch, 0, true))
        .isCloseTo(Math.log(10.0 / 3), within(1e-12));
    double[] gradient = ReferenceModel.gradients(spec, training, parameters, batch, 0, true)[5];
    assertThat(gradient).containsExactly(new double[] {.1, .2, -.7, .4}, within(1e-9));
  }

  @Test
  void noTokenSeesALaterOne() {
    ModelSpec spec =
        new TransformerSpec(
            3, 2, 5, 6, 2, 2, 8, Activation.GELU_ERF, Set.of(Position.ALIBI), true, 0, false);
    double[][] parameters = ReferenceModel.parameters(TrainingState.initial(spec, training));
    Batch batch = new Batch(1, 5, 5);
    double[] before = ReferenceModel.logits(spec, training, parameters, batch, 0, false);
    batch.inputs()[3 * 5] = 1;
    double[] after = ReferenceModel.logits(spec, training, parameters, batch, 0, false);

    assertThat(java.util.Arrays.copyOf(after, 3 * 2)).isEqualTo(java.util.Arrays.copyOf(before, 6));
    assertThat(after[3 * 2]).isNotCloseTo(before[3 * 2], within(1e-9));
    assertThat(after[4 * 2]).isNotCloseTo(before[4 * 2], within(1e-9));
  }

  @Test
  void theErrorFunctionHasItsTabulatedValues() {
    assertThat(ErrorFunction.erf(0.5)).isCloseTo(0.520499877813046538, within(1e-15));
    assertThat(ErrorFunction.erf(-1)).isCloseTo(-0.842700792949714869, within(1e-15));
    assertThat(1 - ErrorFunction.erf(3.5)).isCloseTo(7.43098372e-7, within(1e-14));
  }
}
