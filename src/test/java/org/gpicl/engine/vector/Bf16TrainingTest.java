package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Position;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with products in bf16. */
@Tag("numbers")
@EnabledIf("org.gpicl.engine.vector.bf16.Bf16#available")
class Bf16TrainingTest {
  private static final TrainingSpec TRAINING = Specimens.adam(Precision.BFLOAT16);

  private final VectorEngine engine = new VectorEngine();

  static Stream<ModelSpec> models() {
    return Stream.of(
        new MlpSpec(6, 5, 3, true),
        new MlpSpec(20, 70, 3, false), // its first layer is not kept transposed
        new TransformerSpec(
            3, 2, 6, 8, 2, 2, 16, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.1, true),
        new LstmSpec(4, 3, 5, 9),
        new OpLstmSpec(4, 3, 5, 9, 3));
  }

  @ParameterizedTest
  @MethodSource("models")
  void passesAgreeWithTheReferenceAsFarAsEightBitsAllow(ModelSpec model) {
    GradientAssertions.assertThatPassesAgree(model, TRAINING, 5, 20, 3);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSavedStateResumesWithTheSameBytesOnAnyNumberOfCores(ModelSpec model) {
    TrainingState initial = TrainingState.initial(model, TRAINING);
    ExecutorService threads = Executors.newCachedThreadPool();
    TrainingState whole = trained(model, initial, IdleCores.NONE, 0, 6);
    TrainingState half = trained(model, initial, IdleCores.NONE, 0, 3);
    TrainingState rest = trained(model, half, task -> Optional.of(threads.submit(task)), 3, 6);
    threads.shutdown();
    for (int p = 0; p < whole.parameters().size(); p++) {
      assertThat(rest.parameters().get(p)).isEqualTo(whole.parameters().get(p));
      assertThat(rest.secondMoments().get(p)).isEqualTo(whole.secondMoments().get(p));
    }
  }

  private TrainingState trained(
      ModelSpec model, TrainingState from, IdleCores cores, int begin, int end) {
    try (Trainer trainer = engine.open(model, TRAINING, from, () -> false, cores)) {
      for (int step = begin; step < end; step++) {
        trainer.step(Specimens.batch(model, 37, step));
      }
      return trainer.state();
    }
  }
}
