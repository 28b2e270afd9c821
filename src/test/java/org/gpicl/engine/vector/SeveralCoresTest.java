package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gpicl.engine.Batch;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class SeveralCoresTest {
  private static final TransformerSpec MODEL =
      new TransformerSpec(
          3, 2, 6, 8, 2, 2, 16, Activation.GELU_TANH, Set.of(Position.LEARNED), true, 0.1, true);

  private final VectorEngine engine = new VectorEngine();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger lent = new AtomicInteger();

  @AfterEach
  void end() {
    threads.shutdown();
  }

  static IntStream sizes() {
    return IntStream.of(1, 2, 7, 8, 9, 64);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void howManyCoresHelpDoesNotShowInTheBytes(int items) {
    assertSameBytes(MODEL, items);
    assertThat(lent.get() > 0).isEqualTo(items > 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 90})
  void anLstmTakesHelpWithSixteenSequencesEach(int items) {
    assertSameBytes(new LstmSpec(4, 3, 5, 9), items);
    assertThat(lent.get() > 0).isEqualTo(items >= 32);
  }

  @ParameterizedTest
  @ValueSource(ints = {31, 32, 90})
  void soDoesAnOuterProductLstm(int items) {
    assertSameBytes(new OpLstmSpec(4, 3, 5, 9, 3), items);
    assertThat(lent.get() > 0).isEqualTo(items >= 32);
  }

  @Test
  void sequencesThatAModelIsFittedToAreShared() {
    assertSameBytes(new AdaptedMlpSpec(4, 3, 5, 9, 3, 0.1, true), 19);
    assertThat(lent.get()).isPositive();
  }

  private void assertSameBytes(ModelSpec model, int items) {
    TrainingState alone = train(model, IdleCores.NONE, items);
    assertThat(alone.step()).isEqualTo(4);
    for (int idle = 1; idle < 9; idle += 3) {
      TrainingState helped = train(model, cores(idle), items);
      for (int p = 0; p < alone.parameters().size(); p++) {
        assertThat(helped.parameters().get(p)).isEqualTo(alone.parameters().get(p));
        assertThat(helped.secondMoments().get(p)).isEqualTo(alone.secondMoments().get(p));
      }
    }
  }

  @Test
  void aCoreThatHelpsNoLongerMayComeBack() {
    AtomicInteger passes = new AtomicInteger();
    IdleCores cores = cores(2);
    IdleCores sometimes =
        task -> {
          boolean idle = passes.incrementAndGet() % 64 < 8;
          return idle ? cores.lend(task) : Optional.empty();
        };
    try (Trainer alone = open(IdleCores.NONE);
        Trainer helped = open(sometimes)) {
      for (int step = 0; step < 100; step++) {
        Batch batch = Specimens.batch(MODEL, 9, step);
        assertThat(helped.step(batch)).isEqualTo(alone.step(batch));
      }
    }
    assertThat(lent.get()).isGreaterThan(8);
  }

  @Test
  void lossAndLogitsAreTheSameOnSeveralCores() {
    Batch batch = Specimens.batch(MODEL, 64, 3);
    try (Trainer alone = open(IdleCores.NONE);
        Trainer helped = open(cores(3))) {
      StepResult expected = alone.step(batch);
      assertThat(helped.step(batch)).isEqualTo(expected);
      assertThat(helped.logits(batch)).isEqualTo(alone.logits(batch));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void aStopOnAnyCoreAbandonsTheStepOnAll(int asked) {
    AtomicInteger asks = new AtomicInteger();
    TrainingSpec training = Specimens.adam();
    Batch batch = Specimens.batch(MODEL, 64, 3);
    TrainingState initial = TrainingState.initial(MODEL, training);
    try (Trainer trainer =
        engine.open(MODEL, training, initial, () -> asks.getAndIncrement() == asked, cores(3))) {
      assertThatThrownBy(() -> trainer.step(batch)).isInstanceOf(StepAbandonedException.class);
      assertThat(trainer.state().step()).isZero();
      trainer.step(batch);
      try (Trainer undisturbed = open(IdleCores.NONE)) {
        undisturbed.step(batch);
        assertThat(trainer.state().parameters().get(0))
            .isEqualTo(undisturbed.state().parameters().get(0));
      }
    }
  }

  private TrainingState train(ModelSpec model, IdleCores cores, int items) {
    try (Trainer trainer = open(model, cores)) {
      for (int step = 0; step < 4; step++) {
        trainer.step(Specimens.batch(model, items, step));
      }
      return trainer.state();
    }
  }

  private Trainer open(IdleCores cores) {
    return open(MODEL, cores);
  }

  private Trainer open(ModelSpec model, IdleCores cores) {
    TrainingSpec training = Specimens.adam();
    return engine.open(model, training, TrainingState.initial(model, training), () -> false, cores);
  }

  /** So many cores at a time, and each only now and then. */
  private IdleCores cores(int idle) {
    AtomicInteger busy = new AtomicInteger();
    return task -> {
      if (lent.incrementAndGet() % 5 == 0 || busy.incrementAndGet() > idle) {
        return Optional.empty();
      }
      Future<?> done =
          threads.submit(
              () -> {
                task.run();
                busy.decrementAndGet();
              });
      return Optional.of(done);
    };
  }
}
