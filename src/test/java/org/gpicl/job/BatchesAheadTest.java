package org.gpicl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.Batch;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepFile;
import org.gpicl.tasks.DownloadProgress;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.ImageLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  private class Loader implements Trainer {
    @Override
    public LoadedBatch load(Batch batch) {
      open.incrementAndGet();
      int numbers = batch.size() * batch.length() * batch.width();
      return new Copy(batch.size(), java.util.Arrays.copyOf(batch.inputs(), numbers), open);
    }

    @Override
    public StepResult step(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public float[] logits(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TrainingState state() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() {
    Sweep sweep =
        SweepFile.parse(
            """
            name: ahead
            recipe: small
            images: {set: glyphs, size: 4, classes: 3}
            models: transformer
            tasks: 8
            hidden: 8
            transformer: {steps: 12, batch: 5, sequencesPerTask: 2}
            """,
            "test",
            List.of());
    cell = sweep.cells().get(0);
    set =
        new GeneratedSets(
                sweep,
                new ImageLibrary(null, directory, true, List.of(), DownloadProgress.SILENT),
                directory)
            .open(cell.training());
  }

  @AfterEach
  void close() {
    set.close();
  }

  @Test
  void theyAreTheBatchesThatWouldBeReadAtHandInOrder() {
    CellBatches batches = new CellBatches(cell, set);
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
}
