package org.gpicl.job.input;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.Uninterrupted;

/**
 * Batches that other threads read and bring to the device, or have made there, while it computes
 * the steps before. The same batches as without, whatever the number of threads.
 */
final class BatchesAhead implements BatchFeed {
  private final int threads;
  private final long steps;
  private final Runnable end;
  private final BlockingQueue<BatchSource> sources;
  private final ExecutorService pool;
  private final Queue<Future<LoadedBatch>> ahead = new ArrayDeque<>();
  private long expected = -1;

  /**
   * @param sources one for each thread, and so batches ahead; all alike
   * @param steps of the whole training: nothing is read beyond
   * @param end is run when all threads are done
   */
  BatchesAhead(List<BatchSource> sources, long steps, Runnable end) {
    this.threads = sources.size();
    this.steps = steps;
    this.end = end;
    this.sources = new LinkedBlockingQueue<>(sources);
    this.pool = Executors.newFixedThreadPool(threads, new DaemonThreads("input"));
  }

  @Override
  public LoadedBatch next(long step) {
    if (expected < 0) {
      expected = step;
    }
    while (ahead.size() <= threads && expected < steps) {
      long wanted = expected++;
      ahead.add(pool.submit(LogContext.inherited(() -> read(wanted))));
    }
    return Uninterrupted.get(ahead.remove());
  }

  private LoadedBatch read(long step) throws InterruptedException {
    BatchSource source = sources.take();
    try {
      return source.batch(step);
    } finally {
      sources.add(source);
    }
  }

  /** Ends the reading before the set and the trainer are closed, and gives back what was read. */
  @Override
  public void close() {
    pool.shutdown();
    for (Future<LoadedBatch> batch : ahead) {
      try {
        Uninterrupted.get(batch).close();
      } catch (RuntimeException | Error alreadyReported) {
        // Whatever ended the training came first.
      }
    }
    end.run();
  }
}
