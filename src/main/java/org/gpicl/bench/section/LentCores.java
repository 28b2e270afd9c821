package org.gpicl.bench.section;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.gpicl.engine.IdleCores;

/** Lends cores to one cell whenever they are free. */
final class LentCores implements IdleCores, AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore idle;

  /**
   * @param cores how many it lends, besides the one that the cell has
   */
  LentCores(int cores) {
    this.idle = new Semaphore(cores);
  }

  @Override
  public Optional<Future<?>> lend(Runnable task) {
    if (!idle.tryAcquire()) {
      return Optional.empty();
    }
    return Optional.of(
        threads.submit(
            () -> {
              try {
                task.run();
              } finally {
                idle.release();
              }
            }));
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
