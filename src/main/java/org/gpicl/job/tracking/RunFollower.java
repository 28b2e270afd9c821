package org.gpicl.job.tracking;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.gpicl.job.run.RunResult;
import org.gpicl.machine.threads.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a run adds every few seconds, on a thread of its own: a tracker that is slow or away
 * delays nothing, and is brought up to date when it answers again.
 */
public final class RunFollower implements AutoCloseable {
  static final RunFollower NONE = new RunFollower();

  private static final Logger LOG = LoggerFactory.getLogger(RunFollower.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration AT_THE_END = Duration.ofSeconds(60);

  private final TrackedSweep tracked;
  private final String sweep;
  private final String where;
  private final Consumer<String> notices;
  private final ScheduledExecutorService sender;
  private boolean begun;
  private boolean away;

  private RunFollower() {
    this.tracked = null;
    this.sweep = "";
    this.where = "";
    this.notices = notice -> {};
    this.sender = null;
  }

  /**
   * @param where the tracker, for people
   */
  RunFollower(TrackedSweep tracked, String sweep, String where, Consumer<String> notices) {
    this.tracked = tracked;
    this.sweep = sweep;
    this.where = where;
    this.notices = notices;
    this.sender = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("tracking"));
    sender.scheduleWithFixedDelay(this::send, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send() {
    try {
      if (!begun) {
        tracked.begins();
        begun = true;
      }
      tracked.send();
      if (away) {
        notices.accept(where + " answers again, and has what it missed.");
      }
      away = false;
    } catch (TrackerException e) {
      LOG.debug("{} has not what is new", where, e);
      if (!away) {
        notices.accept(
            "%s does not take what is new (%s); training continues, and it is sent later."
                .formatted(where, e.getMessage()));
      }
      away = true;
    } catch (RuntimeException e) {
      // Such as a database that does not answer for a moment: the next time everything is read
      // again.
      LOG.warn("What is new could not be sent to {}", where, e);
    }
  }

  /** Sends how the run ended, and the files, unless the tracker takes too long. */
  public void ends(RunResult result) {
    if (sender == null) {
      return;
    }
    Future<?> last = sender.submit(() -> end(result));
    try {
      last.get(AT_THE_END.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable why = e instanceof ExecutionException ? e.getCause() : e;
      LOG.warn("{} has not all of the run", where, why);
      notices.accept(
          "%s has not all of sweep %s; `gpicl report %s --track` sends the rest."
              .formatted(where, sweep, sweep));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Void end(RunResult result) throws IOException {
    tracked.send();
    tracked.ends(status(result));
    return null;
  }

  /** How a run ended, in MLflow's words. */
  private static MlflowRun.Status status(RunResult result) {
    if (result instanceof RunResult.Done) {
      return MlflowRun.Status.FINISHED;
    }
    return result instanceof RunResult.Stopped ? MlflowRun.Status.KILLED : MlflowRun.Status.FAILED;
  }

  @Override
  public void close() {
    if (sender != null) {
      sender.shutdownNow();
    }
  }
}
