package org.gpicl.job.input;

import org.gpicl.engine.LoadedBatch;

/**
 * Batches that are read when they are needed, on the core that trains.
 *
 * @param source keeps no more than memory of the heap
 */
record BatchesAtHand(BatchSource source) implements BatchFeed {

  @Override
  public LoadedBatch next(long step) {
    return source.batch(step);
  }

  @Override
  public void close() {
    // Nothing is ahead.
  }
}
