package org.gpicl.job;

import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchReader;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.BatchOrder;
import org.gpicl.tasks.ExampleSet;

/** Which items make up the batch of each step of a cell. Safe for several threads' readers. */
final class CellBatches {
  private final Cell cell;
  private final ExampleSet training;
  private final BatchOrder order;

  CellBatches(Cell cell, ExampleSet training) {
    this.cell = cell;
    this.training = training;
    this.order = new BatchOrder(training.spec(), cell.spec().batch());
  }

  /** A reader for one thread, large enough for every step. */
  BatchReader reader() {
    int largest = 1;
    // Only the last batch of an epoch is smaller, and it may be the first.
    for (long s = 0; s < Math.min(cell.spec().steps(), 2); s++) {
      largest = Math.max(largest, order.size(s));
    }
    return new BatchReader(training, cell.model(), cell.labelScale(), largest);
  }

  /** The batch of a step, in the reader's memory. */
  Batch read(BatchReader reader, long step) {
    return reader.read(
        order.size(step),
        place -> order.item(step, place),
        cell.curriculum().classesAt(step, cell.model().classes()));
  }
}
