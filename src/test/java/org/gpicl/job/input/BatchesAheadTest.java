package org.gpicl.job.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.IdleTrainer;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.Trainer;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.set.TaskSets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numbers")
class BatchesAheadTest {
  private static final long STEPS = 12;

  @TempDir Path directory;

  private final AtomicInteger open = new AtomicInteger();
  private Cell cell;
  private ExampleSet set;

  /** What was loaded: a copy of the batch. */
  private record Copy(int size, float[] inputs, AtomicInteger open) implements LoadedBatch {
    @Override
    public void close() {
      open.decrementAndGet();
    }
  }

  /** A trainer that takes batches as they are. */
  private class Plain extends Loader {
    @Override
    public LoadedBatch load(Batch batch) {
      return batch;
    }
  }

  /** A trainer that only loads, as a device would: into memory of its own. */
  private class Loader extends IdleTrainer {
    @Override
    public LoadedBatch load(Batch batch) {
      open.incrementAndGet();
      int numbers = batch.size() * batch.length() * batch.width();
      return new Copy(batch.size(), java.util.Arrays.copyOf(batch.inputs(), numbers), open);
    }
  }

  @BeforeEach
  void open() {
    cell = cell("tasks: 8", "sequencesPerTask: 2");
    set = open(cell);
  }

  private static Cell cell(String tasks, String sequences) {
    return SweepFile.parse(
            """
            name: ahead
            recipe: small
            images: {set: glyphs, size: 4, classes: 3}
            models: transformer
            %s
            hidden: 8
            transformer: {steps: 12, batch: 5, %s}
            """
                .formatted(tasks, sequences),
            "test",
            List.of())
        .cells()
        .get(0);
  }

  private ExampleSet open(Cell of) {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, List.of(), DownloadProgress.SILENT);
    return new TaskSets(images, 1 << 20).produce(of.training());
  }

  @AfterEach
  void close() {
    set.close();
  }

  @Test
  void theyAreTheBatchesThatWouldBeReadAtHandInOrder() {
    aheadAsAtHand(new CellBatches(cell, set));
  }

  @Test
  void soAreThoseOfACurriculumAndABias() {
    Cell changing =
        cell(
            "tasks: 8\ncurriculum: {classes: 2, tasks: 1, steps: 3, every: 2}\nbias: 0.5",
            "sequencesPerTask: fresh");
    try (ExampleSet fresh = open(changing)) {
      aheadAsAtHand(new CellBatches(changing, fresh));
      // A training that was resumed begins anywhere.
      Batch eleventh =
          (Batch) new CellBatches(changing, fresh).feed(new Plain(), false, 1).next(11);
      assertThat(Arrays.stream(eleventh.labels()).max()).hasValue(2);
    }
  }

  private void aheadAsAtHand(CellBatches batches) {
    try (BatchFeed hand = batches.feed(new Plain(), false, 1);
        BatchFeed ahead = batches.feed(new Loader(), true, 3)) {
      for (long step = 4; step < STEPS; step++) {
        Batch wanted = (Batch) hand.next(step);
        try (LoadedBatch found = ahead.next(step)) {
          assertThat(found.size()).isEqualTo(wanted.size());
          float[] inputs = ((Copy) found).inputs();
          for (int k = 0; k < inputs.length; k++) {
            assertThat(inputs[k]).isEqualTo(wanted.inputs()[k]);
          }
        }
      }
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void whatWasReadInVainIsGivenBack() {
    CellBatches batches = new CellBatches(cell, set);
    try (BatchFeed ahead = batches.feed(new Loader(), true, 3)) {
      ahead.next(0).close();
    }
    assertThat(open).hasValue(0);
  }

  @Test
  void aFailureIsThatOfTheStepThatNeedsTheBatch() {
    Trainer broken =
        new Loader() {
          @Override
          public LoadedBatch load(Batch batch) {
            throw new IllegalStateException("no room");
          }
        };
    CellBatches batches = new CellBatches(cell, set);
    try (BatchFeed ahead = batches.feed(broken, true, 2)) {
      assertThatThrownBy(() -> ahead.next(0)).hasMessage("no room");
    }
  }

  /** A trainer that makes batches of as many items as asked for, and nothing else. */
  private class Maker extends Loader {
    private final List<Long> firstItems = new ArrayList<>();
    private boolean closed;

    @Override
    public Optional<BatchMaker> maker(ItemDraws draws, double labelScale) {
      return Optional.of(
          new BatchMaker() {
            @Override
            public LoadedBatch make(int size, BatchReader.Place items, InUse inUse) {
              open.incrementAndGet();
              firstItems.add(items.item(0));
              return new Copy(size, new float[] {inUse.classes()}, open);
            }

            @Override
            public void close() {
              closed = true;
            }
          });
    }
  }

  @Test
  void batchesOfTooManyTasksToKeepAreMadeWhereTheTrainerCanMakeThem() {
    Cell many = cell("tasks: 2^24", "sequencesPerTask: fresh");
    Maker maker = new Maker();
    try (ExampleSet fresh = open(many)) {
      try (BatchFeed made = new CellBatches(many, fresh).feed(maker, true, 3)) {
        for (long step = 2; step < STEPS; step++) {
          try (LoadedBatch batch = made.next(step)) {
            assertThat(batch.size()).isEqualTo(5);
            assertThat(((Copy) batch).inputs()).containsExactly(3);
          }
        }
      }
    }
    assertThat(maker.firstItems).containsExactly(10L, 15L, 20L, 25L, 30L, 35L, 40L, 45L, 50L, 55L);
    assertThat(maker.closed).isTrue();
    assertThat(open).hasValue(0);
  }

  @Test
  void batchesOfFewTasksAreReadAlsoWhereTheyCouldBeMade() {
    Cell few = cell("tasks: 8", "sequencesPerTask: fresh");
    Maker maker = new Maker();
    try (ExampleSet fresh = open(few);
        BatchFeed read = new CellBatches(few, fresh).feed(maker, true, 2)) {
      read.next(0).close();
    }
    assertThat(maker.firstItems).isEmpty();
  }
}
