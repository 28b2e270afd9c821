package org.gpicl.job.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.job.workers.Engines;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.OrderTable;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.source.ImageSetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An order while it is run: its sweep, what stops it, and the end of its time. */
final class QueuedRun {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedRun.class);

  private final OrderTable.Row row;
  private final RunningSweep running;
  private volatile boolean askedToStop;
  private volatile boolean timeIsUp;

  /**
   * @throws org.gpicl.sweep.yaml.SweepFileException if another version of this program took the
   *     order
   */
  QueuedRun(OrderTable.Row row) {
    this.row = row;
    String source = row.order().sweep() + " (ordered)";
    Sweep sweep = SweepFile.parse(row.order().resolved(), source, List.of());
    this.running = new RunningSweep(sweep, new StopSignal());
  }

  RunningSweep running() {
    return running;
  }

  /** Stops it for good: the next server does not continue it. */
  void askToStop() {
    askedToStop = true;
    running.stop().raise();
  }

  /** Stops it because the server ends; the next one continues it. */
  void interrupt() {
    running.stop().raise();
  }

  /** Whether, if it was stopped, it was stopped for good. */
  boolean stoppedForGood() {
    return askedToStop || timeIsUp;
  }

  /**
   * Runs it until it ends in whatever way.
   *
   * @throws DamagedDatabaseException if nothing can be run any more
   */
  RunResult run(SweepRunner runner, ImageLibrary images, Clock clock, Consumer<String> notices) {
    ScheduledExecutorService bell =
        Executors.newSingleThreadScheduledExecutor(new DaemonThreads("stop-after"));
    try {
      if (!row.order().stopAfter().isZero()) {
        bell.schedule(this::ring, left(clock).toMillis(), TimeUnit.MILLISECONDS);
      }
      RunResult result = run(runner, images, notices);
      return timeIsUp && result.state() == OrderTable.State.STOPPED
          ? new RunResult.Stopped("its time was up: " + result.message(), Optional.empty())
          : result;
    } catch (DamagedDatabaseException e) {
      throw e;
    } catch (ImageSetException e) {
      LOG.warn("Sweep {} is refused: {}", row.order().sweep(), e.getMessage());
      return new RunResult.Refused(e.getMessage());
    } catch (Exception e) {
      LOG.error("Sweep {} could not be run", row.order().sweep(), e);
      return RunResult.Broken.by(e);
    } finally {
      bell.shutdownNow();
    }
  }

  private void ring() {
    timeIsUp = true;
    running.stop().raise();
  }

  /** The time that is left; it counts from its beginning, under an earlier server too. */
  private Duration left(Clock clock) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, row.begunAt().orElse(now).plus(row.order().stopAfter()));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private RunResult run(SweepRunner runner, ImageLibrary images, Consumer<String> notices)
      throws Exception {
    return runner.run(
        running,
        new RunRequest(
            Engines.of(running.sweep().execution()),
            images,
            row.order().restartChanged(),
            row.order().takeUpFailed(),
            () -> {},
            notices));
  }
}
