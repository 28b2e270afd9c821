package org.gpicl.machine.threads;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits for another thread without being interrupted: databases and devices do not cope well with
 * interrupts, and what the other thread reads must not change. The interrupt status is restored.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

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
