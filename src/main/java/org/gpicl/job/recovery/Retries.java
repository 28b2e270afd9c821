package org.gpicl.job.recovery;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.machine.threads.StopSignal;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * How often a failed cell is tried again in one run, and after how long. Spring's RetryTemplate
 * sleeps from one try to the next, which a raised stop could not end; so only its back-off is used.
 */
public final class Retries {
  static final int TRIES = 3;
  private static final long FIRST_PAUSE_MILLISECONDS = 1_000;
  private static final double GROWTH = 4;
  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final StopSignal stop;
  private final BackOffExecution pauses;

  public Retries(StopSignal stop) {
    this.stop = stop;
    ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MILLISECONDS, GROWTH);
    backOff.setMaxAttempts(TRIES - 1);
    this.pauses = backOff.start();
  }

  /** Waits for the next try; false if there is none, because of their number or a stop. */
  public boolean next() {
    long pause = pauses.nextBackOff();
    if (pause == BackOffExecution.STOP) {
      return false;
    }
    long end = System.nanoTime() + Duration.ofMillis(pause).toNanos();
    while (System.nanoTime() < end && !stop.raised()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return !stop.raised();
  }
}
