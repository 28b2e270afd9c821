package org.gpicl.job.workers;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.gpicl.engine.IdleCores;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.LogContext;

/**
 * The cores of a run: one for each cell in training; those that are left, because the last cells
 * are fewer than workers, help these. A cell that begins while its core is lent shares it until the
 * end of a step. Cells that share batches may be more than cores: they take turns, and leave their
 * cores whenever they have to wait.
 */
public final class WorkerCores implements IdleCores, AutoCloseable {
  private final Cores idle;
  private final AtomicInteger threads = new AtomicInteger();
  private final ExecutorService helpers =
      Executors.newCachedThreadPool(
          task -> new DaemonThreads("core-" + threads.incrementAndGet()).newThread(task));

  /** Fair: who waits longest has the next one. Below 0 while cells share cores. */
  private static final class Cores extends Semaphore {
    private static final long serialVersionUID = 1;

    Cores(int cores) {
      super(cores, true);
    }

    void share() {
      reducePermits(1);
    }
  }

  /**
   * @param cores how many may be busy at a time
   */
  public WorkerCores(int cores) {
    this.idle = new Cores(cores);
  }

  /** Takes a core, shared if there is no other, until what is returned is closed. */
  public Occupied occupy() {
    idle.share();
    return new Occupied();
  }

  /** Takes a core once one is idle, until what is returned is closed. */
  public Occupied occupyIdle() {
    idle.acquireUninterruptibly();
    return new Occupied();
  }

  @Override
  public Optional<Future<?>> lend(Runnable task) {
    // What waits for a core cannot do without it; a step can.
    if (idle.hasQueuedThreads() || !idle.tryAcquire()) {
      return Optional.empty();
    }
    return Optional.of(
        helpers.submit(
            LogContext.inherited(
                () -> {
                  try {
                    task.run();
                  } finally {
                    idle.release();
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
      idle.release();
      return idle::acquireUninterruptibly;
    }

    /** Leaves the core for a turn if others wait for one. */
    public void giveWay() {
      if (idle.hasQueuedThreads()) {
        leave().close();
      }
    }

    @Override
    public void close() {
      idle.release();
    }
  }

  /** A core that was left for a while. */
  @FunctionalInterface
  public interface Left extends AutoCloseable {
    @Override
    void close();
  }
}
