package org.gpicl.job.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.gpicl.job.SweepRunner;
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
    this.running = new RunningSweep(sweep, new AtomicReference<>(), new StopSignal());
  }

  RunningSweep running() {
    return running;
  }

  /** Somebody does not want it to go on, not even under the next server. */
  void askToStop() {
    askedToStop = true;
    running.stop().raise();
  }

  /** The server ends; it goes on under the next one. */
  void interrupt() {
    running.stop().raise();
  }

  /** Whether, if it was stopped, it was stopped for good. */
  boolean stoppedForGood() {
    return askedToStop || timeIsUp;
  }

  /**
   * Runs to its end, however that comes.
   *
   * @throws DamagedDatabaseException if nothing can be run any more
   */
  OrderOutcome run(SweepRunner runner, ImageLibrary images, Clock clock, Consumer<String> notices) {
    ScheduledExecutorService bell =
        Executors.newSingleThreadScheduledExecutor(new DaemonThreads("stop-after"));
    try {
      if (!row.order().stopAfter().isZero()) {
        bell.schedule(this::ring, left(clock).toMillis(), TimeUnit.MILLISECONDS);
      }
      OrderOutcome outcome = OrderOutcome.of(run(runner, images, notices));
      return timeIsUp && outcome.state() == OrderTable.State.STOPPED
          ? new OrderOutcome(outcome.state(), "its time was up: " + outcome.told())
          : outcome;
    } catch (DamagedDatabaseException e) {
      throw e;
    } catch (Exception e) {
      LOG.error("Sweep {} could not be run", row.order().sweep(), e);
      return OrderOutcome.of(e);
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
        running.sweep(),
        new SweepRunner.Request(
            Engines.of(running.sweep().execution()),
            images,
            row.order().restartChanged(),
            row.order().takeUpFailed(),
            running.stop(),
            running.run()::set,
            notices));
  }
}
