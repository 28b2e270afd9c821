package org.gpicl.job;

import org.gpicl.engine.BatchReader;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.Trainer;

/** Batches that are read when they are needed, on the core that trains. */
final class BatchesAtHand implements BatchFeed {
  private final CellBatches batches;
  private final Trainer trainer;
  private final BatchReader reader;

  BatchesAtHand(CellBatches batches, Trainer trainer) {
    this.batches = batches;
    this.trainer = trainer;
    this.reader = batches.reader();
  }

  @Override
  public LoadedBatch next(long step) {
    return trainer.load(batches.read(reader, step));
  }

  @Override
  public void close() {
    // Its one batch is memory of the heap.
  }
}
