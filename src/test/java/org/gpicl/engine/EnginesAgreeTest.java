package org.gpicl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.gpicl.engine.nd4j.Nd4jEngine;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("numbers")
@Order(2)
public class EnginesAgreeTest {
  private static final int BATCH = 9;
  private static final Engine VECTOR = new VectorEngine();

  /** Those that are held against it: ND4J, and what the build's profiles add. */
  static List<Engine> others() {
    List<Engine> engines = new ArrayList<>(List.of(new Nd4jEngine()));
    ServiceLoader.load(Engine.class)
        .forEach(engine -> engines.add(engine.with(new EngineSettings(true, false))));
    return engines;
  }

  static List<Arguments> othersAndModels() {
    return others().stream()
        .flatMap(
            engine ->
                models().stream()
                    .filter(model -> engine.supports(model, Precision.FLOAT32))
                    .map(model -> Arguments.of(Named.of(engine.name(), engine), model)))
        .toList();
  }

  public static List<ModelSpec> models() {
    return List.of(
        new MlpSpec(49, 24, 10, true),
        new MlpSpec(50, 17, 5, false),
        new LstmSpec(20, 5, 13, 17),
        new OpLstmSpec(20, 5, 13, 18, 3),
        new AdaptedMlpSpec(20, 5, 13, 17, 3, 0.05, true),
        transformer(Activation.GELU_ERF, Set.of(Position.LEARNED, Position.ALIBI), false, 0),
        transformer(Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.1),
        transformer(Activation.GELU_TANH, EnumSet.allOf(Position.class), true, 0));
  }

  private static ModelSpec transformer(
      Activation activation, Set<Position> positions, boolean inputNorm, double dropout) {
    return new TransformerSpec(
        20, 5, 13, 24, 2, 3, 72, activation, positions, inputNorm, dropout, true);
  }

  @ParameterizedTest
  @MethodSource("othersAndModels")
  void theSameParametersAndBatchGiveTheSameLossLogitsAndGradients(Engine engine, ModelSpec model) {
    TrainingSpec training = training(new OptimiserSpec.Sgd(), 1, 0);
    TrainingState state = TrainingState.initial(model, training);
    Batch batch = batch(model, 0);
    try (Trainer vector = VECTOR.open(model, training, state, () -> false);
        Trainer other = engine.open(model, training, state, () -> false)) {
      assertThat(other.logits(batch)).containsExactly(vector.logits(batch), within(1e-5f));
      StepResult expected = vector.step(batch);
      StepResult result = other.step(batch);
      assertThat(result.loss()).isCloseTo(expected.loss(), within(1e-5));
      assertThat(result.correct()).isEqualTo(expected.correct());
      assertThat(result.predictions()).isEqualTo(expected.predictions());
      close(model, other.state(), vector.state(), 1e-5f);
    }
  }

  @Test
  void anEngineRefusesAModelThatItDoesNotHave() {
    TrainingSpec training = training(new OptimiserSpec.Sgd(), 1, 0);
    for (Engine engine : others()) {
      for (ModelSpec model : models()) {
        if (!engine.supports(model, Precision.FLOAT32)) {
          TrainingState state = TrainingState.initial(model, training);
          assertThatThrownBy(() -> engine.open(model, training, state, () -> false))
              .isInstanceOf(EngineException.class)
              .hasMessage(
                  "engine %s has neither MAML nor SGD; --engine vector does"
                      .formatted(engine.name()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("othersAndModels")
  void aCellBegunUnderOneEngineIsFinishedUnderTheOther(Engine other, ModelSpec model) {
    // Keys' biases have no gradient: a tiny epsilon would turn its rounding errors into steps.
    TrainingSpec training = training(new OptimiserSpec.Adam(0.9, 0.999, 1e-4, 0.01), 0.003, 1);
    TrainingState undisturbed =
        advance(VECTOR, model, training, TrainingState.initial(model, training), 6);
    for (Engine first : List.of(VECTOR, other)) {
      Engine second = first == VECTOR ? other : VECTOR;
      TrainingState half =
          advance(first, model, training, TrainingState.initial(model, training), 3);
      TrainingState whole = advance(second, model, training, half, 3);
      assertThat(whole.step()).isEqualTo(6);
      close(model, whole, undisturbed, 1e-4f);
    }
  }

  private static TrainingState advance(
      Engine engine, ModelSpec model, TrainingSpec training, TrainingState from, int steps) {
    try (Trainer trainer = engine.open(model, training, from, () -> false)) {
      for (int k = 0; k < steps; k++) {
        trainer.step(batch(model, (int) from.step() + k));
      }
      return trainer.state();
    }
  }

  private static void close(
      ModelSpec model, TrainingState actual, TrainingState expected, float tolerance) {
    for (int p = 0; p < expected.parameters().size(); p++) {
      assertThat(actual.parameters().get(p))
          .as(model.parameters().get(p).name())
          .containsExactly(expected.parameters().get(p), within(tolerance));
    }
    assertThat(actual.firstMoments()).hasSameSizeAs(expected.firstMoments());
    for (int p = 0; p < expected.firstMoments().size(); p++) {
      String name = model.parameters().get(p).name();
      assertThat(actual.firstMoments().get(p))
          .as("first moment of " + name)
          .containsExactly(expected.firstMoments().get(p), within(tolerance));
      assertThat(actual.secondMoments().get(p))
          .as("second moment of " + name)
          .containsExactly(expected.secondMoments().get(p), within(tolerance));
    }
  }

  private static TrainingSpec training(OptimiserSpec optimiser, double rate, double clip) {
    return new TrainingSpec(
        3, BATCH, 100, optimiser, new LearningRateSchedule(rate, 0, 0, 1), clip);
  }

  private static Batch batch(ModelSpec model, int index) {
    Batch batch = new Batch(BATCH, model.length(), model.inputs());
    RandomStream stream = new RandomStream(11, Stream.TRAINING_IMAGES);
    new Gaussians(stream, 1).draw(index, batch.inputs(), 0, batch.inputs().length);
    for (int k = 0; k < batch.labels().length; k++) {
      batch.labels()[k] = (int) stream.below(model.classes(), 1000 + index, k);
    }
    batch.size(index % 3 == 2 ? BATCH - 4 : BATCH);
    return batch;
  }
}
