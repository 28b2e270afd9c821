package org.gpicl.job.tracking;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gpicl.job.run.RunResult;
import org.gpicl.machine.threads.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a run adds every few seconds, on a thread of its own: a tracker that is slow or away
 * delays no training, and is brought up to date when it answers again. That thread reads the
 * database, so it is never interrupted.
 */
final class RunFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration AFTER_A_RUN = Duration.ofSeconds(60);
  private static final Duration AFTER_A_STOP = Duration.ofSeconds(10);
  private static final Duration UNNOTICED = Duration.ofSeconds(2);

  private final Function<BooleanSupplier, SweepTracker> opening;
  private final String sweep;
  private final String where;
  private final Consumer<String> notices;
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("tracking"));
  private final Set<String> refused = new HashSet<>();
  private volatile boolean outOfTime;
  private volatile boolean ended;
  private SweepTracker tracked;
  private boolean begun;
  private boolean away;

  /**
   * @param opening makes the tracked sweep, which asks between two requests whether there is time
   * @param where the tracker, for people
   */
  RunFollower(
      Function<BooleanSupplier, SweepTracker> opening,
      String sweep,
      String where,
      Consumer<String> notices) {
    this(opening, sweep, where, notices, EVERY);
  }

  RunFollower(
      Function<BooleanSupplier, SweepTracker> opening,
      String sweep,
      String where,
      Consumer<String> notices,
      Duration every) {
    this.opening = opening;
    this.sweep = sweep;
    this.where = where;
    this.notices = notices;
    sender.scheduleWithFixedDelay(this::sendNew, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendNew() {
    try {
      send(false);
    } catch (CancellationException outOfTime) {
      LOG.debug("The rest is not sent to {}", where);
    } catch (RuntimeException e) {
      // A database that does not answer is reported by the run; here everything is read again.
      LOG.debug("{} lacks what is new", where, e);
      if (!away && e instanceof TrackerException) {
        notices.accept(
            "%s is not accepting new values (%s); training continues, and they are sent later."
                .formatted(where, e.getMessage()));
        away = true;
      }
    }
  }

  private void send(boolean finishedToo) {
    if (tracked == null) {
      tracked = opening.apply(() -> outOfTime);
    }
    if (!begun) {
      tracked.begins();
      begun = true;
    }
    for (String one : tracked.send(finishedToo).refused()) {
      if (refused.add(one)) {
        notices.accept("%s does not take %s".formatted(where, one));
      }
    }
    if (away) {
      notices.accept(where + " answers again, and has what it missed.");
    }
    away = false;
  }

  /** Sends how the run ended, and the files, unless the tracker takes too long. */
  void ends(RunResult result) {
    SweepTracker.Status status =
        switch (result.ending()) {
          case DONE -> SweepTracker.Status.FINISHED;
          case STOPPED -> SweepTracker.Status.KILLED;
          case FAILED, BROKEN, REFUSED -> SweepTracker.Status.FAILED;
        };
    // A user who has stopped the whole run waits for its end.
    ends(status, result instanceof RunResult.Stopped ? AFTER_A_STOP : AFTER_A_RUN);
  }

  private void ends(SweepTracker.Status status, Duration patience) {
    ended = true;
    Future<?> last = sender.submit(() -> end(status));
    try {
      try {
        last.get(UNNOTICED.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException takesLonger) {
        notices.accept("Sending the rest to %s ...".formatted(where));
        last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{} lacks a part of the run", where, e);
      notices.accept(
          "%s is missing a part of sweep %s; `gpicl report %s --track` sends it."
              .formatted(where, sweep, sweep));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Void end(SweepTracker.Status status) throws IOException {
    send(true);
    tracked.ends(status);
    return null;
  }

  /** A run that broke without a result was killed, for the tracker. */
  @Override
  public void close() {
    if (!ended) {
      ends(SweepTracker.Status.KILLED, AFTER_A_STOP);
    }
    outOfTime = true;
    sender.shutdown();
  }
}
