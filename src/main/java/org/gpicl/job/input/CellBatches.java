package org.gpicl.job.input;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchMaker;
import org.gpicl.engine.BatchReader;
import org.gpicl.engine.Trainer;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.BatchOrder;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;

/**
 * Which items make up the batch of each step of a cell, and where they come from. Its sources may
 * be used beside each other.
 */
public final class CellBatches {
  private final Cell cell;
  private final ExampleSet training;
  private final BatchOrder order;

  public CellBatches(Cell cell, ExampleSet training) {
    this.cell = cell;
    this.training = training;
    this.order = new BatchOrder(training.spec(), cell.spec().batch());
  }

  /**
   * Where a trainer's batches come from: made where it computes, if it can; read ahead by some
   * threads, if it leaves them cores; else read when they are needed.
   *
   * @param readers how many threads may read ahead
   */
  public BatchFeed feed(Trainer trainer, boolean leavesCoresFree, int readers) {
    long steps = cell.spec().steps();
    Optional<BatchMaker> maker =
        training.draws().flatMap(draws -> trainer.maker(draws, cell.labelScale()));
    if (maker.isPresent()) {
      return new BatchesAhead(List.of(made(maker.get())), steps, maker.get()::close);
    }
    if (leavesCoresFree) {
      return new BatchesAhead(
          Stream.generate(() -> read(trainer)).limit(readers).toList(), steps, () -> {});
    }
    return new BatchesAtHand(read(trainer));
  }

  private BatchSource made(BatchMaker maker) {
    return step -> maker.make(order.size(step), place -> order.item(step, place), inUse(step));
  }

  private BatchSource read(Trainer trainer) {
    BatchReader reader = reader();
    return step -> trainer.load(read(reader, step));
  }

  /** A reader with memory for any of the batches, which it uses again for each. */
  BatchReader reader() {
    int largest = 1;
    // Only the last batch of an epoch is smaller, and it may be the first.
    for (long s = 0; s < Math.min(cell.spec().steps(), 2); s++) {
      largest = Math.max(largest, order.size(s));
    }
    return new BatchReader(training, cell.model(), cell.labelScale(), largest);
  }

  /** Reads the batch of a step. */
  Batch read(BatchReader reader, long step) {
    return reader.read(order.size(step), place -> order.item(step, place), inUse(step));
  }

  private InUse inUse(long step) {
    return new InUse(
        cell.curriculum().classesAt(step, cell.model().classes()),
        cell.curriculum().tasksAt(step, cell.tasks()),
        cell.bias());
  }
}
