package org.gpicl.job.workers;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.gpicl.engine.IdleCores;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.LogContext;

/**
 * The cores of a run: one for each cell in training; those that are left, because the last cells
 * are fewer than workers, help these. A cell that begins while its core is lent shares it until the
 * end of a step. Cells that share batches may be more than cores: they leave theirs whenever they
 * have to wait.
 */
public final class WorkerCores implements IdleCores, AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition oneIsIdle = lock.newCondition();
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(
          task -> new DaemonThreads("core-" + threads.incrementAndGet()).newThread(task));
  private int idle; // below 0 while cells share cores

  /**
   * @param cores how many may be busy at a time
   */
  public WorkerCores(int cores) {
    this.idle = cores;
  }

  /** Takes a core, shared if there is no other, until what is returned is closed. */
  public Occupied occupy() {
    lock.lock();
    try {
      idle--;
    } finally {
      lock.unlock();
    }
    return new Occupied();
  }

  private void free() {
    lock.lock();
    try {
      idle++;
      oneIsIdle.signal();
    } finally {
      lock.unlock();
    }
  }

  private void await() {
    lock.lock();
    try {
      while (idle <= 0) {
        oneIsIdle.awaitUninterruptibly();
      }
      idle--;
    } finally {
      lock.unlock();
    }
  }

  private boolean takeIdle() {
    lock.lock();
    try {
      // Whoever waits for a core has work that cannot be done without it.
      if (idle <= 0 || lock.hasWaiters(oneIsIdle)) {
        return false;
      }
      idle--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Future<?>> lend(Runnable task) {
    if (!takeIdle()) {
      return Optional.empty();
    }
    return Optional.of(
        helpers.submit(
            LogContext.inherited(
                () -> {
                  try {
                    task.run();
                  } finally {
                    free();
                  }
                })));
  }

  @Override
  public void close() {
    helpers.shutdown();
  }

  /** A core in use. */
  public final class Occupied implements AutoCloseable {
    private Occupied() {}

    /** Leaves the core to others until what is returned is closed, which waits for an idle one. */
    public Left leave() {
      free();
      return WorkerCores.this::await;
    }

    @Override
    public void close() {
      free();
    }
  }

  /** A core that was left for a while. */
  @FunctionalInterface
  public interface Left extends AutoCloseable {
    @Override
    void close();
  }
}
