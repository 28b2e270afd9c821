package org.gpicl.job.step;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
final class CellBatches {
  private final Cell cell;
  private final ExampleSet training;
  private final BatchOrder order;

  CellBatches(Cell cell, ExampleSet training) {
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
  BatchFeed feed(Trainer trainer, boolean leavesCoresFree, int readers) {
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

  /** Reads into memory that is used again, and brings that to the trainer. */
  private BatchSource read(Trainer trainer) {
    int largest = 1;
    // Only the last batch of an epoch is smaller, and it may be the first.
    for (long s = 0; s < Math.min(cell.spec().steps(), 2); s++) {
      largest = Math.max(largest, order.size(s));
    }
    BatchReader reader = new BatchReader(training, cell.model(), cell.labelScale(), largest);
    return step ->
        trainer.load(reader.read(order.size(step), place -> order.item(step, place), inUse(step)));
  }

  private InUse inUse(long step) {
    return new InUse(
        cell.curriculum().classesAt(step, cell.model().classes()),
        cell.curriculum().tasksAt(step, cell.tasks()),
        cell.bias());
  }
}
