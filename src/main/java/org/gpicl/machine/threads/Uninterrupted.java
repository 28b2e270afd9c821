package org.gpicl.machine.threads;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Waits for what another thread does, without being interrupted: the database and devices do not
 * take that well, and what the other thread reads must not change. The interruption is kept.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** The result of a task; what it threw unchecked is thrown as it was. */
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
