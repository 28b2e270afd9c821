package org.gpicl.crash;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.cli.GpiclProcess;

/**
 * Asks a process again and again how far its trainings are, as another terminal would. It has done
 * at least what it said last.
 */
final class Watch implements AutoCloseable {
  private static final Pattern TRAINING = Pattern.compile("(\\S+-n\\d+\\S*) (\\d+)/\\d+");
  private static final long BETWEEN_MILLISECONDS = 20;

  private final Thread thread;
  private volatile Map<String, Long> steps = Map.of();
  private volatile boolean closed;

  /**
   * @param ask whether there is anything to ask for
   */
  Watch(GpiclProcess process, String sweep, boolean ask) {
    thread = new Thread(() -> ask(process, sweep), "watch");
    thread.setDaemon(true);
    if (ask) {
      thread.start();
    }
  }

  private void ask(GpiclProcess process, String sweep) {
    while (!closed && process.isAlive()) {
      Map<String, Long> told = new HashMap<>();
      Matcher training = TRAINING.matcher(process.status(sweep));
      while (training.find()) {
        told.put(training.group(1), Long.parseLong(training.group(2)));
      }
      if (!told.isEmpty()) {
        steps = Map.copyOf(told);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLISECONDS));
    }
  }

  /** The cells in training and their steps, when the process last answered. */
  Map<String, Long> steps() {
    return steps;
  }

  /** Whether a cell was seen that had made a step. */
  boolean behindSomeStep() {
    return steps.values().stream().anyMatch(step -> step > 0);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
