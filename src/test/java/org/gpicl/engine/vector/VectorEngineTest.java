package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gpicl.engine.Batch;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("numbers")
class VectorEngineTest {
  private static final MlpSpec MLP = new MlpSpec(6, 5, 3, true);
  private static final TransformerSpec TRANSFORMER = transformer(8, 0.1);
  private final VectorEngine engine = new VectorEngine();

  static Stream<ModelSpec> models() {
    return Stream.of(MLP, TRANSFORMER, new AdaptedMlpSpec(3, 2, 6, 8, 3, 0.1, true));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aSavedStateResumesWithTheSameBytes(ModelSpec model) {
    TrainingSpec training = Specimens.adam();
    TrainingState initial = TrainingState.initial(model, training);
    TrainingState whole;
    try (Trainer trainer = engine.open(model, training, initial, () -> false)) {
      train(trainer, model, 0, 6);
      whole = trainer.state();
    }
    TrainingState half;
    try (Trainer trainer = engine.open(model, training, initial, () -> false)) {
      train(trainer, model, 0, 3);
      trainer.logits(Specimens.batch(model, 4, 99));
      half = trainer.state();
    }
    try (Trainer trainer = engine.open(model, training, half, () -> false)) {
      train(trainer, model, 3, 6);
      assertSameBytes(trainer.state(), whole);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void anAbandonedStepLeavesTheStateUntouched(ModelSpec model) {
    TrainingSpec training = Specimens.adam();
    // More items than a micro-batch, so that the stop comes after part of the gradient.
    int items = 2 * MicroBatch.items(model) + 1;
    Batch batch = Specimens.batch(model, items, 1);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger answerFrom = new AtomicInteger(Integer.MAX_VALUE);
    TrainingState initial = TrainingState.initial(model, training);
    try (Trainer trainer =
            engine.open(
                model, training, initial, () -> asked.incrementAndGet() >= answerFrom.get());
        Trainer undisturbed = engine.open(model, training, initial, () -> false)) {
      trainer.step(batch);
      assertThat(asked.get()).isEqualTo(Math.max(3, Shares.of(model, items).count()));
      TrainingState before = trainer.state();
      answerFrom.set(asked.get() + 2);
      assertThatThrownBy(() -> trainer.step(batch)).isInstanceOf(StepAbandonedException.class);
      assertSameBytes(trainer.state(), before);

      answerFrom.set(Integer.MAX_VALUE);
      trainer.step(batch);
      undisturbed.step(batch);
      undisturbed.step(batch);
      assertSameBytes(trainer.state(), undisturbed.state());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBatchSmallerThanItsCapacityIsThatOfItsOwnSize(ModelSpec model) {
    TrainingSpec training = Specimens.sgd();
    TrainingState initial = TrainingState.initial(model, training);
    Batch small = Specimens.batch(model, 3, 4);
    Batch large = Specimens.batch(model, 9, 5);
    System.arraycopy(small.inputs(), 0, large.inputs(), 0, small.inputs().length);
    System.arraycopy(small.labels(), 0, large.labels(), 0, small.labels().length);
    large.size(3);
    try (Trainer first = engine.open(model, training, initial, () -> false);
        Trainer second = engine.open(model, training, initial, () -> false)) {
      assertThat(second.logits(large)).isEqualTo(first.logits(small));
      assertThat(second.step(large)).isEqualTo(first.step(small));
      assertSameBytes(second.state(), first.state());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void manyMicroBatchesHaveTheMeanOfTheirGradients(ModelSpec model) {
    TrainingSpec training = Specimens.sgd();
    TrainingState initial = TrainingState.initial(model, training);
    int items = MicroBatch.items(model);
    Batch once = Specimens.batch(model, items, 4);
    Batch twice = new Batch(2 * items, model.length(), model.inputs());
    for (int copy = 0; copy < 2; copy++) {
      int numbers = items * once.length() * once.width();
      System.arraycopy(once.inputs(), 0, twice.inputs(), copy * numbers, numbers);
      System.arraycopy(
          once.labels(), 0, twice.labels(), copy * once.labels().length, once.labels().length);
    }
    ModelSpec sure = model instanceof TransformerSpec ? transformer(8, 0) : model;
    try (VectorTrainer first =
            VectorEngine.openTrainer(sure, training, initial, () -> false, IdleCores.NONE);
        VectorTrainer second =
            VectorEngine.openTrainer(sure, training, initial, () -> false, IdleCores.NONE)) {
      first.accumulateGradients(once);
      second.accumulateGradients(twice);
      for (int p = 0; p < first.gradients().size(); p++) {
        float[] expected = first.gradients().get(p);
        float[] actual = second.gradients().get(p);
        for (int k = 0; k < expected.length; k++) {
          assertThat(actual[k]).isCloseTo(expected[k], within(1e-6f));
        }
      }
    }
  }

  @Test
  void logitsOfAnItemDoNotDependOnItsBatch() {
    TrainingSpec training = Specimens.sgd();
    TrainingState initial = Specimens.state(TRANSFORMER, training, 1);
    Batch many = Specimens.batch(TRANSFORMER, 2 * MicroBatch.items(TRANSFORMER) + 3, 4);
    Batch one = new Batch(1, TRANSFORMER.length(), TRANSFORMER.inputs());
    int perItem = TRANSFORMER.length() * TRANSFORMER.classes();
    try (Trainer trainer = engine.open(TRANSFORMER, training, initial, () -> false)) {
      float[] logits = trainer.logits(many);
      for (int item = 0; item < many.size(); item++) {
        int numbers = one.length() * one.width();
        System.arraycopy(many.inputs(), item * numbers, one.inputs(), 0, numbers);
        assertThat(trainer.logits(one))
            .isEqualTo(java.util.Arrays.copyOfRange(logits, item * perItem, (item + 1) * perItem));
      }
    }
  }

  @Test
  void aTransformerLearnsToLookAtTheTokenBefore() {
    // A token's label is the sign of the first number of the token before it.
    TransformerSpec spec = transformer(16, 0);
    TrainingSpec training =
        new TrainingSpec(
            1,
            16,
            150,
            new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0),
            new LearningRateSchedule(0.01, 10, 0, 1),
            1);
    Batch batch = new Batch(16, spec.length(), spec.inputs());
    double last = 0;
    try (Trainer trainer =
        engine.open(spec, training, TrainingState.initial(spec, training), () -> false)) {
      for (int step = 0; step < 150; step++) {
        Batch random = Specimens.batch(spec, 16, step);
        System.arraycopy(random.inputs(), 0, batch.inputs(), 0, batch.inputs().length);
        for (int row = 0; row < 16 * spec.length(); row++) {
          boolean first = row % spec.length() == 0;
          boolean positive = batch.inputs()[Math.max(0, row - 1) * spec.inputs()] > 0;
          batch.labels()[row] = first ? 0 : positive ? 1 : 0;
        }
        StepResult result = trainer.step(batch);
        last = result.loss();
        assertThat(result.predictions()).isEqualTo(16 * spec.length());
      }
    }
    // Chance is ln 2 = 0.69 at every position but the first.
    assertThat(last).isLessThan(0.35);
  }

  static IntStream indices() {
    return IntStream.range(0, StepAllocation.MODELS.size());
  }

  /** In a JVM of its own, one that waits for its compiler: what it removes depends on no clock. */
  @ParameterizedTest
  @MethodSource("indices")
  void aStepAllocatesNothingButItsResult(int model) throws Exception {
    String least = FreshJvm.output("-Xbatch", StepAllocation.class, String.valueOf(model));
    assertThat(Long.parseLong(least))
        .as(StepAllocation.MODELS.get(model).toString())
        .isLessThanOrEqualTo(StepAllocation.MOST);
  }

  @Test
  void aStateOfAnotherOptimiserIsRefused() {
    TrainingState withoutMoments = TrainingState.initial(MLP, Specimens.sgd());
    assertThatThrownBy(() -> engine.open(MLP, Specimens.adam(), withoutMoments, () -> false))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("an optimiser other than Adam");
  }

  @Test
  void aBatchOfAnotherShapeIsRefused() {
    TrainingSpec training = Specimens.sgd();
    try (Trainer trainer =
        engine.open(MLP, training, TrainingState.initial(MLP, training), () -> false)) {
      assertThatThrownBy(() -> trainer.step(new Batch(2, 1, 7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 x 7");
    }
  }

  private static TransformerSpec transformer(int width, double dropout) {
    return new TransformerSpec(
        3,
        2,
        6,
        width,
        2,
        2,
        2 * width,
        Activation.GELU_ERF,
        Set.of(Position.LEARNED, Position.ALIBI),
        true,
        dropout,
        false);
  }

  private static void train(Trainer trainer, ModelSpec model, int from, int to) {
    for (int step = from; step < to; step++) {
      trainer.step(Specimens.batch(model, 5, step));
    }
  }

  private static void assertSameBytes(TrainingState actual, TrainingState expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertSameBytes(actual.parameters(), expected.parameters());
    assertSameBytes(actual.firstMoments(), expected.firstMoments());
    assertSameBytes(actual.secondMoments(), expected.secondMoments());
  }

  private static void assertSameBytes(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int p = 0; p < actual.size(); p++) {
      assertThat(actual.get(p)).isEqualTo(expected.get(p));
    }
  }
}
