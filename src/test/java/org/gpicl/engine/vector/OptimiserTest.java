package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.reference.ReferenceOptimiser;
import org.gpicl.model.Activation;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("numbers")
class OptimiserTest {
  private static final ModelSpec MLP = new MlpSpec(6, 5, 3, false);
  private static final ModelSpec TRANSFORMER =
      new TransformerSpec(
          3, 2, 4, 4, 1, 2, 6, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.2, true);

  static Stream<TrainingSpec> trainings() {
    return Stream.of(
        Specimens.training(new OptimiserSpec.Sgd(), 0),
        Specimens.training(new OptimiserSpec.Sgd(), 0.05),
        // An epsilon that keeps Adam from turning gradients near zero into whole steps, whose sign
        // single precision does not know.
        Specimens.training(new OptimiserSpec.Adam(0.9, 0.999, 1e-3, 0), 0),
        Specimens.training(new OptimiserSpec.Adam(0.8, 0.95, 1e-3, 0.1), 0.1));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void eightStepsEndWhereThoseOfTheReferenceDo(TrainingSpec training) {
    for (ModelSpec model : List.of(MLP, TRANSFORMER)) {
      TrainingState state = Specimens.state(model, training, 2);
      ReferenceOptimiser reference = new ReferenceOptimiser(model, training, state);
      try (Trainer trainer = new VectorEngine().open(model, training, state, () -> false)) {
        for (int step = 0; step < 8; step++) {
          Batch batch = Specimens.batch(model, 3 + step % 2, step);
          double expected = reference.step(batch);
          assertThat(trainer.step(batch).loss()).isCloseTo(expected, within(5e-5));
        }
        TrainingState end = trainer.state();
        assertThat(end.step()).isEqualTo(8);
        for (int p = 0; p < end.parameters().size(); p++) {
          for (int k = 0; k < end.parameters().get(p).length; k++) {
            assertThat((double) end.parameters().get(p)[k])
                .as("%s[%d]", model.parameters().get(p).name(), k)
                .isCloseTo(reference.parameters()[p][k], within(2e-5));
          }
        }
      }
    }
  }
}
