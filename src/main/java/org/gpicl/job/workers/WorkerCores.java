package org.gpicl.job.workers;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.IdleCores;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.LogContext;

/**
 * The cores of a run: one for each cell in training; those that are left, because the last cells
 * are fewer than workers, help these. A cell that begins while its core is lent shares it until the
 * end of a step.
 */
public final class WorkerCores implements IdleCores, AutoCloseable {
  private final AtomicInteger idle;
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(
          task -> new DaemonThreads("core-" + threads.incrementAndGet()).newThread(task));

  /**
   * @param cores how many may be busy at a time
   */
  public WorkerCores(int cores) {
    this.idle = new AtomicInteger(cores);
  }

  /** Takes a core until what is returned is closed. */
  public Occupied occupy() {
    idle.decrementAndGet();
    return idle::incrementAndGet;
  }

  @Override
  public Optional<Future<?>> lend(Runnable task) {
    if (idle.getAndUpdate(left -> left > 0 ? left - 1 : left) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        helpers.submit(
            LogContext.inherited(
                () -> {
                  try {
                    task.run();
                  } finally {
                    idle.incrementAndGet();
                  }
                })));
  }

  @Override
  public void close() {
    helpers.shutdown();
  }

  /** A core in use. */
  @FunctionalInterface
  public interface Occupied extends AutoCloseable {
    @Override
    void close();
  }
}
