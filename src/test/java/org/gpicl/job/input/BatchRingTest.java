package org.gpicl.job.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.Batch;
import org.gpicl.engine.IdleTrainer;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.set.TaskSets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numbers")
class BatchRingTest {
  private static final int BATCH = 3;
  private static final int STEPS = 20;
  private static final Cell CELL =
      SweepFile.parse(
              """
              name: ring
              recipe: small
              images: {set: glyphs, size: 4, classes: 3}
              models: transformer
              tasks: 2^24
              hidden: 8
              transformer: {steps: 20, batch: 3, length: 4}
              """,
              "test",
              List.of())
          .cells()
          .get(0);

  @TempDir Path directory;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();
  private ExampleSet set;
  private BatchRing ring;

  @BeforeEach
  void open() {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, List.of(), DownloadProgress.SILENT);
    set = new Counted(new TaskSets(images, 1 << 20).produce(CELL.training()));
    ring = new BatchRing(new CellBatches(CELL, set));
  }

  @AfterEach
  void close() throws Exception {
    threads.shutdownNow();
    set.close();
  }

  /** A set that counts the items read, and fails while it is broken. */
  private final class Counted implements ExampleSet {
    private final ExampleSet set;

    Counted(ExampleSet set) {
      this.set = set;
    }

    @Override
    public SetSpec spec() {
      return set.spec();
    }

    @Override
    public void read(
        long item, InUse inUse, float[] x, int at, int stride, int[] labels, int labelsAt) {
      if (broken.get()) {
        throw new IllegalStateException("no item " + item);
      }
      read.incrementAndGet();
      set.read(item, inUse, x, at, stride, labels, labelsAt);
    }

    @Override
    public Optional<ItemDraws> draws() {
      return set.draws();
    }

    @Override
    public void close() {
      set.close();
    }
  }

  private static int[] hashes(Batch batch) {
    return new int[] {Arrays.hashCode(batch.inputs()), Arrays.hashCode(batch.labels())};
  }

  private BatchFeed join(int from, WorkerCores.Occupied core, AtomicBoolean stopped) {
    return ring.new Member(from, STEPS, new IdleTrainer() {}, core, stopped::get, () -> {});
  }

  /** What a training gets to see from one step to another. */
  private Callable<List<int[]>> training(
      WorkerCores cores, int from, int to, CyclicBarrier joined) {
    return () -> {
      List<int[]> seen = new ArrayList<>();
      try (WorkerCores.Occupied core = cores.occupyIdle();
          BatchFeed feed = join(from, core, new AtomicBoolean())) {
        try (WorkerCores.Left left = core.leave()) {
          joined.await();
        }
        for (long step = from; step < to; step++) {
          try (LoadedBatch batch = feed.next(step)) {
            seen.add(hashes((Batch) batch));
          }
        }
      }
      return seen;
    };
  }

  private List<int[]> alone(int from, int to) throws Exception {
    List<int[]> seen = new ArrayList<>();
    try (BatchFeed feed = new CellBatches(CELL, set).feed(new IdleTrainer() {}, false, 1)) {
      for (long step = from; step < to; step++) {
        seen.add(hashes((Batch) feed.next(step)));
      }
    }
    read.set(0);
    return seen;
  }

  private static void assertSame(List<int[]> found, List<int[]> wanted) {
    assertThat(found.toArray(int[][]::new)).isDeepEqualTo(wanted.toArray(int[][]::new));
  }

  @Test
  void eachBatchIsMadeOnceForAllAndIsTheOneThatATrainingAloneReads() throws Exception {
    List<int[]> wanted = alone(0, STEPS);
    for (int cores = 1; cores <= 3; cores++) {
      read.set(0);
      CyclicBarrier joined = new CyclicBarrier(5);
      List<Future<List<int[]>>> trainings = new ArrayList<>();
      try (WorkerCores shared = new WorkerCores(cores)) {
        for (int k = 0; k < 5; k++) {
          trainings.add(threads.submit(training(shared, 0, STEPS, joined)));
        }
        for (Future<List<int[]>> training : trainings) {
          assertSame(training.get(), wanted);
        }
      }
      assertThat(read).hasValue(STEPS * BATCH);
    }
  }

  @Test
  void oneThatBeginsBehindIsCaughtUpWith() throws Exception {
    List<int[]> wanted = alone(0, STEPS);
    CyclicBarrier joined = new CyclicBarrier(3);
    try (WorkerCores shared = new WorkerCores(2)) {
      Future<List<int[]>> behind = threads.submit(training(shared, 0, STEPS, joined));
      Future<List<int[]>> ahead = threads.submit(training(shared, 12, STEPS, joined));
      Future<List<int[]>> between = threads.submit(training(shared, 5, 16, joined));
      assertSame(behind.get(), wanted);
      assertSame(ahead.get(), wanted.subList(12, STEPS));
      assertSame(between.get(), wanted.subList(5, 16));
    }
  }

  @Test
  void oneThatLeavesIsNotWaitedFor() throws Exception {
    try (WorkerCores shared = new WorkerCores(2);
        WorkerCores.Occupied core = shared.occupy()) {
      Future<List<int[]>> other;
      try (BatchFeed leaving = join(0, core, new AtomicBoolean())) {
        leaving.next(0);
        other = threads.submit(training(shared, 0, STEPS, new CyclicBarrier(1)));
      }
      assertThat(other.get()).hasSize(STEPS);
    }
  }

  @Test
  void oneThatIsStoppedWhileItWaitsLeavesAtTheNextMoveOfAnother() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CyclicBarrier joined = new CyclicBarrier(2);
    try (WorkerCores shared = new WorkerCores(2);
        WorkerCores.Occupied core = shared.occupy();
        BatchFeed slow = join(0, core, new AtomicBoolean())) {
      slow.next(0);
      Future<Integer> quick =
          threads.submit(
              () -> {
                int steps = 0;
                try (WorkerCores.Occupied own = shared.occupy();
                    BatchFeed feed = join(0, own, stop)) {
                  feed.next(0);
                  joined.await();
                  // The slow one stays at its first step, so this ends in a wait.
                  for (steps = 1; steps < STEPS; steps++) {
                    feed.next(steps);
                  }
                } catch (StepAbandonedException stopped) {
                  return steps;
                }
                return -1;
              });
      joined.await();
      stop.set(true);
      slow.next(1);
      assertThat(quick.get()).isBetween(1, 5);
    }
  }

  @Test
  void aFailureIsThatOfATrainingThatReadAndTheNextReadMayWork() {
    try (WorkerCores shared = new WorkerCores(1);
        WorkerCores.Occupied core = shared.occupy();
        BatchFeed feed = join(0, core, new AtomicBoolean())) {
      broken.set(true);
      assertThatThrownBy(() -> feed.next(0)).hasMessage("no item 0");
      broken.set(false);
      assertThat(feed.next(0).size()).isEqualTo(BATCH);
    }
  }
}
