package org.gpicl.machine.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nanoseconds during which this process ran. It looks at the system's clock all the time; between
 * two looks that are far apart, the process was suspended.
 */
public final class AwakeTime implements LongSupplier, AutoCloseable {
  private static final long LOOK_MILLISECONDS = 250;
  private static final long LONGEST_NANOS = 2_000_000_000;

  private final LongSupplier nanoTime;
  private final ScheduledExecutorService timer;
  private long lookedAt;
  private long awake;

  public AwakeTime() {
    this(System::nanoTime);
    timer.scheduleWithFixedDelay(
        this::getAsLong, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  /** For a test, which looks by itself. */
  AwakeTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
    this.timer = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("awake"));
  }

  @Override
  public synchronized long getAsLong() {
    long now = nanoTime.getAsLong();
    awake += Math.min(LONGEST_NANOS, now - lookedAt);
    lookedAt = now;
    return awake;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
