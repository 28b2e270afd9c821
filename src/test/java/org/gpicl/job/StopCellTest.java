package org.gpicl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** A cell that is stopped while the others continue. */
class StopCellTest {
  private static final long MINUTES = 5;
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: alone
          recipe: small
          images: {set: glyphs, size: 4, classes: 3}
          models: transformer
          tasks: 4
          hidden: 8
          transformer: {steps: [10000000, 40, 20], evaluateEvery: 20 steps, batch: 4, length: 4, layers: 1}
          evaluate: {maxSamples: 100}
          workers: 1
          """,
          "test",
          List.of());

  @TempDir Path directory;

  private ConfigurableApplicationContext open() throws Exception {
    ImageLibrary images =
        new ImageLibrary(null, directory, true, KnownImageSet.all(), DownloadProgress.SILENT);
    return OpenedContext.inFile(
        new Home(directory.resolve("home")),
        beans -> beans.registerBean(ImageLibrary.class, () -> images));
  }

  private static RunResult run(ConfigurableApplicationContext context, RunningSweep sweep)
      throws Exception {
    return context
        .getBean(SweepRunner.class)
        .run(
            sweep,
            new RunRequest(
                Engines.of(SWEEP.execution()),
                context.getBean(ImageLibrary.class),
                false,
                false,
                () -> {},
                notice -> {}));
  }

  private static boolean trains(RunningSweep sweep, String key) {
    return sweep.board().stream()
        .flatMap(board -> board.changesSince(0).cells().stream())
        .anyMatch(
            cell ->
                cell.key().equals(key) && cell.status() == CellStatus.RUNNING && cell.step() > 0);
  }

  @Test
  void theOthersAreTrainedAndItCanBeResumed() throws Exception {
    String training = SWEEP.cells().get(0).key();
    String waiting = SWEEP.cells().get(1).key();
    try (ConfigurableApplicationContext context = open()) {
      RunningSweep sweep = new RunningSweep(SWEEP, new StopSignal());
      FutureTask<RunResult> run = new FutureTask<>(() -> run(context, sweep));
      new Thread(run, "run").start();
      while (!trains(sweep, training)) {
        assertThat(run).isNotDone();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      assertThat(sweep.stopCell(waiting)).isEqualTo(CellStatus.PENDING);
      assertThat(sweep.stopCell(training)).isEqualTo(CellStatus.RUNNING);
      assertThat(run.get(MINUTES, TimeUnit.MINUTES))
          .isInstanceOfSatisfying(
              RunResult.StoppedAlone.class,
              stopped ->
                  assertThat(stopped.message())
                      .isEqualTo(
                          "1 of 3 cells done; stopped alone: %s, %s".formatted(training, waiting)));
      assertThat(sweep.stopCell(SWEEP.cells().get(2).key())).isEqualTo(CellStatus.DONE);

      Map<String, CellTable.Row> rows =
          context.getBean(CellLedger.class).records().rows(SWEEP.cells());
      CellTable.Row stopped = rows.get(SWEEP.cells().get(0).hash());
      assertThat(stopped.status()).isEqualTo(CellStatus.STOPPED);
      assertThat(stopped.step()).as("a checkpoint").isPositive();
      assertThat(stopped.trainable()).as("by resume").isTrue();
    }
  }
}
