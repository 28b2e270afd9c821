package org.gpicl.job;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.Uninterrupted;

/**
 * Batches that other threads read and bring to the device while it computes the steps before. The
 * same batches as without, whatever the number of threads.
 */
final class BatchesAhead implements BatchFeed {
  private final CellBatches batches;
  private final Trainer trainer;
  private final long steps;
  private final int threads;
  private final BlockingQueue<BatchReader> readers = new LinkedBlockingQueue<>();
  private final ExecutorService pool;
  private final Queue<Future<LoadedBatch>> ahead = new ArrayDeque<>();
  private long expected = -1;

  /**
   * @param steps of the whole training: nothing is read beyond
   * @param threads that read, and so batches ahead
   */
  BatchesAhead(CellBatches batches, Trainer trainer, long steps, int threads) {
    this.batches = batches;
    this.trainer = trainer;
    this.steps = steps;
    this.threads = threads;
    for (int k = 0; k < threads; k++) {
      readers.add(batches.reader());
    }
    this.pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "input");
              thread.setDaemon(true);
              return thread;
            });
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
    BatchReader reader = readers.take();
    try {
      return trainer.load(batches.read(reader, step));
    } finally {
      readers.add(reader);
    }
  }

  /** Ends the reading before the set and the trainer are closed, and gives back what was read. */
  @Override
  public void close() {
    pool.shutdown();
    for (Future<LoadedBatch> batch : ahead) {
      try {
        Uninterrupted.get(batch).close();
      } catch (RuntimeException | Error alreadyTold) {
        // Whatever ended the training came first.
      }
    }
  }
}
