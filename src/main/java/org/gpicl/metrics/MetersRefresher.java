package org.gpicl.metrics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gpicl.machine.threads.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Updates the meters from the readings at regular intervals. */
public final class MetersRefresher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetersRefresher.class);
  private static final long PATIENCE_SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("metrics"));
  private final SweepMeters meters;
  private final Supplier<Readings> readings;
  private boolean logged;

  /**
   * Begins at once.
   *
   * @param readings asked for on a thread of its own; may fail, and is asked again
   * @param every how often
   */
  public MetersRefresher(SweepMeters meters, Supplier<Readings> readings, Duration every) {
    this.meters = meters;
    this.readings = readings;
    timer.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void refresh() {
    try {
      meters.show(readings.get());
      logged = false;
    } catch (RuntimeException | Error e) {
      // Once for as long as it lasts: the next look comes in seconds.
      if (!logged) {
        LOG.warn("The metrics could not be refreshed; they are tried again", e);
        logged = true;
      }
    }
  }

  /** Waits for a look in progress: it may be in the database, where no thread is interrupted. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
