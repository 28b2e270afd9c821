package org.gpicl.engine.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.libtorch.device.CpuDevice;
import org.gpicl.engine.libtorch.device.TensorBatch;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.set.TaskSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On the processor, as if it were a device. */
@Tag("numbers")
class SequenceMakerTest {
  private static final BatchReader.Place ITEMS = place -> 7L * place + (1L << 33);

  @TempDir Path directory;

  static Cell cell(int size, String tasks) {
    return SweepFile.parse(
            """
            name: made
            recipe: small
            images: {set: glyphs, size: %d, classes: 5}
            models: transformer
            tasks: %s
            hidden: 8
            transformer: {steps: 12, batch: 9, length: 7, sequencesPerTask: fresh, dropout: 0.1}
            """
                .formatted(size, tasks),
            "test",
            List.of())
        .cells()
        .get(0);
  }

  private ExampleSet open(Cell cell) {
    return set(cell, directory);
  }

  static ExampleSet set(Cell cell, Path directory) {
    return new TaskSets(
            new ImageLibrary(null, directory, true, List.of(), DownloadProgress.SILENT), 1 << 20)
        .produce(cell.training());
  }

  private static Trainer trainer(Cell cell, TrainingState state) {
    return LibtorchTrainer.open(cell.model(), cell.spec(), state, new DrawsThere(), () -> false);
  }

  private static TrainingState initial(Cell cell) {
    return TrainingState.initial(cell.model(), cell.spec());
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 11, 28})
  void matricesAreThoseOfTheProcessor(int size) {
    Cell cell = cell(size, "2^24");
    int features = size * size;
    long[] tasks = {0, 5, (1L << 24) - 1};
    try (ExampleSet set = open(cell);
        PointerScope scope = new PointerScope();
        MatrixTensors matrices = new MatrixTensors(set.draws().orElseThrow(), new DrawsThere())) {
      float[] found = Tensors.values(matrices.of(tasks));
      float[] wanted = new float[found.length];
      for (int k = 0; k < tasks.length; k++) {
        new Gaussians(set.draws().orElseThrow().matrices(), (float) cell.training().matrixScale())
            .draw(tasks[k], wanted, k * features * features, features * features);
      }
      assertThat(found).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 1024, 0", "3, 1024, 0", "5, 64, 0.5"})
  void batchesAreThoseThatAreReadButForTheRoundingOfSums(int classes, long tasks, double bias) {
    Cell cell = cell(28, "1024");
    InUse inUse = new InUse(classes, tasks, bias);
    try (ExampleSet set = open(cell);
        Trainer trainer = trainer(cell, initial(cell));
        BatchMaker maker =
            trainer.maker(set.draws().orElseThrow(), cell.labelScale()).orElseThrow();
        TensorBatch made = (TensorBatch) maker.make(9, ITEMS, inUse)) {
      Batch read = new BatchReader(set, cell.model(), cell.labelScale(), 9).read(9, ITEMS, inUse);
      float[] found = Tensors.values(made.inputs());
      int width = cell.model().inputs();
      int otherwise = 0;
      for (int k = 0; k < found.length; k++) {
        float wanted = read.inputs()[k];
        if (k % width >= 784) {
          assertThat(found[k]).as("label part %d", k).isEqualTo(wanted);
        } else if (found[k] != wanted) {
          // A sum between two numbers of half precision may go to either.
          assertThat(found[k]).isCloseTo(wanted, within(Math.abs(wanted) / 1024 + 1e-5f));
          otherwise++;
        }
      }
      assertThat(otherwise).isLessThan(found.length / 100);
      long[] labels = new long[9 * cell.model().length()];
      made.labels().data_ptr_long().get(labels);
      assertThat(labels).containsExactly(longs(read.labels()));
    }
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  @Test
  void manyTasksInSeveralPartsAreThoseOfOne() {
    Cell cell = cell(28, "2^20");
    int size = new DrawsThere().countersAtOnce() / (784 * 784 / 8) + 3;
    try (ExampleSet set = open(cell);
        Trainer trainer = trainer(cell, initial(cell));
        BatchMaker maker = maker(trainer, set, cell);
        TensorBatch whole = (TensorBatch) maker.make(size, ITEMS, InUse.all(set.spec()));
        TensorBatch end =
            (TensorBatch)
                maker.make(3, place -> ITEMS.item(place + size - 3), InUse.all(set.spec()));
        PointerScope scope = new PointerScope()) {
      assertThat(Tensors.values(end.inputs()))
          .containsExactly(Tensors.values(whole.inputs(size - 3, 3)), within(1e-2f));
    }
  }

  static BatchMaker maker(Trainer trainer, ExampleSet set, Cell cell) {
    return trainer.maker(set.draws().orElseThrow(), cell.labelScale()).orElseThrow();
  }

  @Test
  void aBatchWithSeveralItemsOfATaskIsTheReadOneToo() {
    Cell cell = cell(28, "500");
    try (ExampleSet set = open(cell);
        Trainer trainer = trainer(cell, initial(cell));
        BatchMaker maker = maker(trainer, set, cell)) {
      Map<Long, List<Long>> byTask =
          LongStream.range(0, 4000).boxed().collect(Collectors.groupingBy(set.spec()::taskOf));
      List<List<Long>> tasks = byTask.values().stream().filter(of -> of.size() >= 3).toList();
      // Three are drawn at once: all of one task, the first two, the last two, none.
      List<Long> items = new ArrayList<>(tasks.get(0).subList(0, 3));
      items.addAll(List.of(tasks.get(1).get(0), tasks.get(1).get(1), tasks.get(2).get(0)));
      items.addAll(List.of(tasks.get(3).get(0), tasks.get(4).get(0), tasks.get(4).get(1)));
      items.addAll(List.of(tasks.get(5).get(0), tasks.get(6).get(0), tasks.get(7).get(0)));
      try (TensorBatch made =
          (TensorBatch) maker.make(items.size(), items::get, InUse.all(set.spec()))) {
        Batch read =
            new BatchReader(set, cell.model(), cell.labelScale(), items.size())
                .read(items.size(), items::get, InUse.all(set.spec()));
        int numbers = read.size() * read.length() * read.width();
        assertThat(Tensors.values(made.inputs()))
            .containsExactly(Arrays.copyOf(read.inputs(), numbers), within(1e-2f));
      }
    }
  }

  @Test
  void aResumedTrainingOnMadeBatchesEndsInTheSameBits() {
    Cell cell = cell(4, "2^22");
    try (ExampleSet set = open(cell)) {
      TrainingState whole = advance(cell, set, initial(cell), 6);
      TrainingState halves = advance(cell, set, advance(cell, set, initial(cell), 2), 4);
      assertThat(halves).usingRecursiveComparison().isEqualTo(whole);
    }
  }

  private static TrainingState advance(Cell cell, ExampleSet set, TrainingState from, int steps) {
    try (Trainer trainer = trainer(cell, from)) {
      return advance(trainer, cell, set, steps);
    }
  }

  /** Some steps on batches that the trainer makes, from its current state. */
  static TrainingState advance(Trainer trainer, Cell cell, ExampleSet set, int steps) {
    long begin = trainer.state().step();
    try (BatchMaker maker = maker(trainer, set, cell)) {
      for (long step = begin; step < begin + steps; step++) {
        long first = step * 9;
        try (LoadedBatch batch = maker.make(9, place -> first + place, InUse.all(set.spec()))) {
          trainer.step(batch);
        }
      }
      return trainer.state();
    }
  }

  @Test
  void aStepOnThemIsThatOnTheReadOnes() {
    Cell cell = cell(11, "2^20");
    try (ExampleSet set = open(cell);
        Trainer trainer = trainer(cell, initial(cell));
        Trainer reading =
            LibtorchTrainer.open(
                cell.model(), cell.spec(), initial(cell), new CpuDevice(), () -> false);
        BatchMaker maker = maker(trainer, set, cell);
        LoadedBatch made = maker.make(9, ITEMS, InUse.all(set.spec()))) {
      Batch read =
          new BatchReader(set, cell.model(), cell.labelScale(), 9)
              .read(9, ITEMS, InUse.all(set.spec()));
      StepResult wanted = reading.step(read);
      assertThat(trainer.step(made).loss()).isCloseTo(wanted.loss(), within(1e-4));
    }
  }

  @Test
  void theProcessorReadsThemByItsOwnVectors() {
    Cell cell = cell(11, "2^20");
    try (ExampleSet set = open(cell);
        Trainer trainer =
            LibtorchTrainer.open(
                cell.model(), cell.spec(), initial(cell), new CpuDevice(), () -> false)) {
      assertThat(trainer.maker(set.draws().orElseThrow(), 1)).isEmpty();
    }
  }

  @Test
  void matricesThatCanBeKeptAreNotMadeElsewhere() {
    List<Integer> tasks = new ArrayList<>();
    for (int n : List.of(1, 256, 1024)) {
      try (ExampleSet set = open(cell(28, String.valueOf(n)))) {
        set.draws().map(ItemDraws::spec).ifPresent(spec -> tasks.add((int) spec.tasks()));
      }
    }
    assertThat(tasks).containsExactly(1024);
  }
}
