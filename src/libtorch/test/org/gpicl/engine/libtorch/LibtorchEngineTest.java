package org.gpicl.engine.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.libtorch.device.CpuDevice;
import org.gpicl.model.Activation;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the processor; that its numbers are the other engines' is EnginesAgreeTest's. */
@Tag("numbers")
class LibtorchEngineTest {
  private static final int BATCH = 9;
  private static final Engine ENGINE =
      new LibtorchEngine().with(new EngineSettings(true, false)).devices().get(0);

  static List<ModelSpec> models() {
    return List.of(
        new MlpSpec(49, 24, 10, true),
        new LstmSpec(20, 5, 13, 17),
        new OpLstmSpec(20, 5, 13, 18, 3),
        transformer(Set.of(Position.LEARNED), 0),
        transformer(EnumSet.allOf(Position.class), 0.1));
  }

  private static TransformerSpec transformer(Set<Position> positions, double dropout) {
    return new TransformerSpec(
        20, 5, 13, 24, 2, 3, 72, Activation.GELU_TANH, positions, true, dropout, true);
  }

  static TrainingSpec training(Precision precision) {
    return new TrainingSpec(
        3,
        BATCH,
        10_000,
        new OptimiserSpec.Adam(0.9, 0.999, 1e-4, 0.01),
        new LearningRateSchedule(0.003, 0, 0, 1),
        1,
        precision);
  }

  static Batch batch(ModelSpec model, long index) {
    Batch batch = new Batch(BATCH, model.length(), model.inputs());
    RandomStream stream = new RandomStream(11, Stream.TRAINING_IMAGES);
    new Gaussians(stream, 1).draw(index, batch.inputs(), 0, batch.inputs().length);
    for (int k = 0; k < batch.labels().length; k++) {
      batch.labels()[k] = (int) stream.below(model.classes(), 1000 + index, k);
    }
    return batch;
  }

  private static Trainer open(ModelSpec model, Precision precision) {
    TrainingSpec training = training(precision);
    return ENGINE.open(model, training, TrainingState.initial(model, training), () -> false);
  }

  private static TrainingState advance(ModelSpec model, TrainingState from, int steps) {
    TrainingSpec training = training(Precision.FLOAT32);
    try (Trainer trainer = ENGINE.open(model, training, from, () -> false)) {
      for (int k = 0; k < steps; k++) {
        trainer.step(batch(model, from.step() + k));
      }
      return trainer.state();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStoredAndReopenedTrainingEndsInTheSameBits(ModelSpec model) {
    TrainingState begin = TrainingState.initial(model, training(Precision.FLOAT32));
    TrainingState whole = advance(model, begin, 6);
    TrainingState halves = advance(model, advance(model, begin, 3), 3);
    assertThat(halves).usingRecursiveComparison().isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("models")
  void cellsSideBySideEndInTheSameBitsAsOneAlone(ModelSpec model) throws Exception {
    TrainingState begin = TrainingState.initial(model, training(Precision.FLOAT32));
    TrainingState alone = advance(model, begin, 5);
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      Callable<TrainingState> cell = () -> advance(model, begin, 5);
      for (Future<TrainingState> concurrent : workers.invokeAll(List.of(cell, cell, cell))) {
        assertThat(concurrent.get()).usingRecursiveComparison().isEqualTo(alone);
      }
    } finally {
      workers.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void batchesThatAreLoadedAheadByAnotherThreadAreTheSame(ModelSpec model) throws Exception {
    ExecutorService input = Executors.newSingleThreadExecutor();
    try (Trainer ahead = open(model, Precision.FLOAT32);
        Trainer plain = open(model, Precision.FLOAT32)) {
      Batch reused = batch(model, 0);
      for (int step = 0; step < 3; step++) {
        Batch next = batch(model, step);
        System.arraycopy(next.inputs(), 0, reused.inputs(), 0, next.inputs().length);
        System.arraycopy(next.labels(), 0, reused.labels(), 0, next.labels().length);
        StepResult result;
        try (LoadedBatch loaded = input.submit(() -> ahead.load(reused)).get()) {
          Arrays.fill(reused.inputs(), Float.NaN); // It may be filled anew once it is loaded.
          result = ahead.step(loaded);
        }
        assertThat(result).isEqualTo(plain.step(next));
      }
    } finally {
      input.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aBatchInSeveralPassesIsTheBatchInOne(ModelSpec model) {
    TrainingSpec training = training(Precision.FLOAT32);
    TrainingState begin = TrainingState.initial(model, training);
    try (Trainer whole =
            LibtorchTrainer.open(model, training, begin, new CpuDevice(), () -> false);
        Trainer parts =
            LibtorchTrainer.open(
                model, training, begin, new Small(model.activationsPerItem() * 2), () -> false)) {
      for (int step = 0; step < 3; step++) {
        StepResult wanted = whole.step(batch(model, step));
        StepResult found = parts.step(batch(model, step));
        assertThat(found.loss()).isCloseTo(wanted.loss(), within(1e-6));
        assertThat(found.correct()).isEqualTo(wanted.correct());
      }
      assertThat(parts.logits(batch(model, 9)))
          .containsExactly(whole.logits(batch(model, 9)), within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"BFLOAT16", "FLOAT16"})
  void sixteenBitsLearnAsThirtyTwoDo(Precision precision) {
    for (ModelSpec model : models()) {
      if (!ENGINE.supports(model, precision)) {
        assertThat(model).isInstanceOf(LstmSpec.class);
        continue;
      }
      try (Trainer half = open(model, precision);
          Trainer full = open(model, Precision.FLOAT32)) {
        Batch same = batch(model, 0);
        double first = half.step(same).loss();
        assertThat(first).isNotEqualTo(full.step(same).loss());
        for (int step = 1; step < 60; step++) {
          double wanted = full.step(same).loss();
          double found = half.step(same).loss();
          if (step < 10) { // Later the paths part, as rounding errors grow.
            assertThat(found).as("%s at step %d", model, step).isCloseTo(wanted, within(0.05));
          }
        }
        assertThat(half.step(same).loss()).isLessThan(first - 0.3);
      }
    }
  }

  @Test
  void gradientsThatOverflowSixteenBitsAreTakenAgainWithASmallerScale() {
    // Inputs of a thousand: at the first scale the gradients of the first layer are infinite.
    ModelSpec model = new MlpSpec(49, 24, 10, false);
    Batch large = batch(model, 0);
    for (int k = 0; k < large.inputs().length; k++) {
      large.inputs()[k] *= 1000;
    }
    TrainingSpec training =
        new TrainingSpec(
            3,
            BATCH,
            10,
            new OptimiserSpec.Sgd(),
            new LearningRateSchedule(1e-5, 0, 0, 1),
            0,
            Precision.FLOAT16);
    TrainingState begin = TrainingState.initial(model, training);
    try (Trainer trainer = ENGINE.open(model, training, begin, () -> false)) {
      trainer.step(large);
      TrainingState after = trainer.state();
      assertThat(after.step()).isEqualTo(1);
      for (float[] values : after.parameters()) {
        for (float value : values) {
          assertThat(value).isFinite();
        }
      }
      assertThat(largestChange(after, begin)).isGreaterThan(1e-4f);
    }
  }

  private static float largestChange(TrainingState after, TrainingState before) {
    float[] now = after.parameters().get(0);
    float[] then = before.parameters().get(0);
    float largest = 0;
    for (int k = 0; k < now.length; k++) {
      largest = Math.max(largest, Math.abs(now[k] - then[k]));
    }
    return largest;
  }

  @Test
  void aStopIsHeardAndNothingIsChanged() {
    ModelSpec model = models().get(1);
    TrainingSpec training = training(Precision.FLOAT32);
    TrainingState begin = TrainingState.initial(model, training);
    try (Trainer trainer = ENGINE.open(model, training, begin, () -> true)) {
      assertThatThrownBy(() -> trainer.step(batch(model, 0)))
          .isInstanceOf(StepAbandonedException.class);
      assertThat(trainer.state()).usingRecursiveComparison().isEqualTo(begin);
    }
  }

  @Test
  void anotherModelsStateIsRefused() {
    ModelSpec model = models().get(0);
    TrainingSpec training = training(Precision.FLOAT32);
    TrainingState other = TrainingState.initial(new MlpSpec(49, 23, 10, true), training);
    assertThatThrownBy(() -> ENGINE.open(model, training, other, () -> false))
        .hasMessageContaining("belongs to another model");
  }

  @Test
  void whatDoesNotFitIsToldInTheWordsOfTheSweep() {
    MlpSpec model = new MlpSpec(1_000, 200, 10, true);
    OutOfMemory memory = new OutOfMemory(model, training(Precision.FLOAT32), new CpuDevice());
    assertThatThrownBy(
            () ->
                memory.guard(
                    () -> {
                      throw new RuntimeException("CUDA out of memory. Tried to allocate 2 GiB");
                    }))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of memory on the processor")
        .hasMessageContaining("242,410 parameters with a batch of 9")
        .hasMessageContaining("cellsPerDevice");
    assertThatThrownBy(
            () ->
                memory.guard(
                    () -> {
                      throw new IllegalStateException("other");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(ENGINE.description()).contains("PyTorch 2.", "on the processor");
    assertThat(ENGINE.device()).isEmpty();
    assertThat(ENGINE.leavesCoresFree()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {StepsMemory.STEPS, StepsMemory.CYCLES, StepsMemory.MADE})
  void nativeMemoryDoesNotGrow(String what) throws Exception {
    doesNotGrow(what, 3);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(strings = {StepsMemory.STEPS, StepsMemory.CYCLES, StepsMemory.MADE})
  void nativeMemoryDoesNotGrowOverThousandsOfSteps(String what) throws Exception {
    doesNotGrow(what, 1);
  }

  private static void doesNotGrow(String what, int parts) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // The whole heap is resident from the start: what grows is native memory.
            "-Xms400m",
            "-Xmx400m",
            "-XX:+AlwaysPreTouch",
            "-XX:+DisableExplicitGC",
            "--add-modules",
            "jdk.incubator.vector",
            "-Dorg.bytedeco.javacpp.maxBytes=0",
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            StepsMemory.class.getName(),
            what,
            String.valueOf(parts));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    String grown = output.substring(output.indexOf(StepsMemory.GROWN)).strip();
    assertThat(Long.parseLong(grown.substring(StepsMemory.GROWN.length())))
        .as(output)
        .isLessThan(24L << 20);
  }

  /** A processor that holds little. */
  private static final class Small extends CpuDevice {
    private final long activations;

    Small(long activations) {
      this.activations = activations;
    }

    @Override
    public long activationsPerPass() {
      return activations;
    }
  }
}
