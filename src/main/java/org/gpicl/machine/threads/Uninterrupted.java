package org.gpicl.machine.threads;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * Waits for another thread without being interrupted: databases and devices do not cope well with
 * interrupts, and what the other thread reads must not change. The interrupt status is restored.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Waits on a condition, whose lock the thread holds, for some time at most. */
  public static void await(Condition condition, Duration most) {
    try {
      condition.await(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      condition.awaitUninterruptibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The result of a task; unchecked exceptions are rethrown unchanged. */
  public static <T> T get(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException known) {
            throw known;
          }
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
