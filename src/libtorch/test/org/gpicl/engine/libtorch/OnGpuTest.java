package org.gpicl.engine.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.pytorch.global.torch.torch_empty;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.TensorOptions;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.libtorch.device.CpuDevice;
import org.gpicl.engine.libtorch.device.CudaDevice;
import org.gpicl.engine.libtorch.device.CudaStreams;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.Activation;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On an NVIDIA device, where there is one: `.ci/gpu-check` runs it there. */
@Tag("numbers")
class OnGpuTest {
  private static final Engine VECTOR = new VectorEngine();
  private static Engine gpu;

  @TempDir Path directory;

  static List<ModelSpec> models() {
    return LibtorchEngineTest.models();
  }

  @BeforeAll
  static void device() {
    assumeTrue(Natives.forGpus(), "built for the processor");
    try {
      gpu = new LibtorchEngine().with(new EngineSettings(false, true)).devices().get(0);
    } catch (EngineException none) {
      assumeTrue(false, none.getMessage());
    }
  }

  private static TrainingSpec sgd() {
    return new TrainingSpec(
        3, 9, 100, new OptimiserSpec.Sgd(), new LearningRateSchedule(1, 0, 0, 1), 0);
  }

  @ParameterizedTest
  @MethodSource("models")
  void lossLogitsAndGradientsAreThoseOfTheProcessor(ModelSpec model) {
    TrainingState state = TrainingState.initial(model, sgd());
    Batch batch = LibtorchEngineTest.batch(model, 0);
    try (Trainer ours = gpu.open(model, sgd(), state, () -> false);
        Trainer reference = VECTOR.open(model, sgd(), state, () -> false)) {
      assertThat(ours.logits(batch)).containsExactly(reference.logits(batch), within(1e-4f));
      StepResult expected = reference.step(batch);
      StepResult result = ours.step(batch);
      assertThat(result.loss()).isCloseTo(expected.loss(), within(1e-4));
      for (int p = 0; p < state.parameters().size(); p++) {
        assertThat(ours.state().parameters().get(p))
            .as(model.parameters().get(p).name())
            .containsExactly(reference.state().parameters().get(p), within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void cellsThatShareTheDeviceEndInTheSameBitsAsOneAlone(ModelSpec model) throws Exception {
    TrainingState alone = trained(model);
    ExecutorService cells = Executors.newFixedThreadPool(4);
    try {
      Callable<TrainingState> cell = () -> trained(model);
      for (Future<TrainingState> one : cells.invokeAll(List.of(cell, cell, cell, cell))) {
        assertThat(one.get()).usingRecursiveComparison().isEqualTo(alone);
      }
    } finally {
      cells.shutdown();
    }
  }

  private static TrainingState trained(ModelSpec model) {
    TrainingSpec training = LibtorchEngineTest.training(Precision.FLOAT32);
    ExecutorService input = Executors.newSingleThreadExecutor();
    try (Trainer trainer =
        gpu.open(model, training, TrainingState.initial(model, training), () -> false)) {
      for (int step = 0; step < 20; step++) {
        Batch batch = LibtorchEngineTest.batch(model, step);
        try (LoadedBatch loaded = input.submit(() -> trainer.load(batch)).get()) {
          trainer.step(loaded);
        }
      }
      return trainer.state();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      input.shutdown();
    }
  }

  @Test
  void fusedAttentionInSixteenBitsTakesTheBiasOfSeveralHeads() {
    Engine fast = new LibtorchEngine().with(new EngineSettings(false, false)).devices().get(0);
    ModelSpec alibi =
        new TransformerSpec(
            20,
            5,
            13,
            32,
            2,
            4,
            72,
            Activation.GELU_TANH,
            EnumSet.allOf(Position.class),
            true,
            0,
            true);
    TrainingSpec training = LibtorchEngineTest.training(Precision.BFLOAT16);
    TrainingState begin = TrainingState.initial(alibi, training);
    Batch batch = LibtorchEngineTest.batch(alibi, 0);
    try (Trainer ours = fast.open(alibi, training, begin, () -> false);
        Trainer reference = VECTOR.open(alibi, sgd(), begin, () -> false)) {
      assertThat(ours.logits(batch)).containsExactly(reference.logits(batch), within(0.1f));
      assertThat(ours.step(batch).loss()).isFinite();
    }
  }

  @Test
  void matricesDrawnOnTheDeviceAreThoseOfTheProcessor() {
    try (ExampleSet set = SequenceMakerTest.set(SequenceMakerTest.cell(28, "2^20"), directory);
        CudaDevice device = new CudaDevice(new CudaStreams(0), "the first");
        PointerScope scope = new PointerScope()) {
      ItemDraws draws = set.draws().orElseThrow();
      device.enter();
      try (MatrixTensors there = new MatrixTensors(draws, device);
          MatrixTensors here = new MatrixTensors(draws, new CpuDevice())) {
        long[] tasks = {0, 77, 1 << 19};
        assertThat(Tensors.values(there.of(tasks).cpu())).isEqualTo(Tensors.values(here.of(tasks)));
      }
    }
  }

  @Test
  void stepsOnSequencesMadeOnTheDeviceAreThoseOfTheProcessor() throws Exception {
    Cell cell = SequenceMakerTest.cell(28, "2^20");
    TrainingState begin = TrainingState.initial(cell.model(), cell.spec());
    ExecutorService input = Executors.newSingleThreadExecutor();
    try (ExampleSet set = SequenceMakerTest.set(cell, directory);
        Trainer ours = gpu.open(cell.model(), cell.spec(), begin, () -> false);
        Trainer reference = VECTOR.open(cell.model(), cell.spec(), begin, () -> false);
        BatchMaker maker = SequenceMakerTest.maker(ours, set, cell)) {
      BatchReader reader = new BatchReader(set, cell.model(), cell.labelScale(), 9);
      for (int step = 0; step < 5; step++) {
        long first = step * 9L;
        StepResult wanted =
            reference.step(reader.read(9, place -> first + place, InUse.all(set.spec())));
        try (LoadedBatch made =
            input.submit(() -> maker.make(9, p -> first + p, InUse.all(set.spec()))).get()) {
          assertThat(ours.step(made).loss()).isCloseTo(wanted.loss(), within(1e-3));
        }
      }
    } finally {
      input.shutdown();
    }
  }

  @Test
  void aResumedTrainingOnMadeSequencesEndsInTheSameBits() {
    Cell cell = SequenceMakerTest.cell(28, "2^20");
    TrainingState begin = TrainingState.initial(cell.model(), cell.spec());
    try (ExampleSet set = SequenceMakerTest.set(cell, directory)) {
      TrainingState whole = onMadeSequences(cell, set, begin, 6);
      TrainingState halves = onMadeSequences(cell, set, onMadeSequences(cell, set, begin, 2), 4);
      assertThat(halves).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  private static TrainingState onMadeSequences(
      Cell cell, ExampleSet set, TrainingState from, int steps) {
    try (Trainer trainer = gpu.open(cell.model(), cell.spec(), from, () -> false)) {
      return SequenceMakerTest.advance(trainer, cell, set, steps);
    }
  }

  @Test
  void sixteenBitsLearnToo() {
    for (Precision precision : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
      for (ModelSpec model : models()) {
        TrainingSpec training = LibtorchEngineTest.training(precision);
        try (Trainer trainer =
            gpu.open(model, training, TrainingState.initial(model, training), () -> false)) {
          Batch same = LibtorchEngineTest.batch(model, 0);
          double first = trainer.step(same).loss();
          for (int step = 1; step < 60; step++) {
            trainer.step(same);
          }
          assertThat(trainer.step(same).loss()).as("%s", precision).isLessThan(first - 0.3);
        }
      }
    }
  }

  @Test
  void aCellThatDoesNotFitIsToldAndLeavesRoomForTheOthers() {
    OutOfMemory memory = new OutOfMemory(models().get(0), sgd(), new CpuDevice());
    assertThatThrownBy(
            () ->
                memory.guard(
                    () ->
                        Tensors.held(
                            () ->
                                torch_empty(
                                    new long[] {1L << 40},
                                    new TensorOptions(new Device("cuda")),
                                    null))))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of memory");
    ModelSpec small = models().get(0);
    assertThat(trained(small).step()).isEqualTo(20);
  }
}
