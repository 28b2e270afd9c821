package org.gpicl.engine;

import java.util.Optional;
import org.gpicl.tasks.ItemDraws;

/** A model in training. Not safe for use by several threads at once. */
public interface Trainer extends AutoCloseable {

  /**
   * Takes one step of training: forward, backward, update.
   *
   * @throws StepAbandonedException if the stop signal was raised before the update; nothing changed
   */
  StepResult step(Batch batch);

  /**
   * Brings a batch to the device that computes its step. May be called ahead of the step by a
   * thread other than the trainer's; if {@link Engine#leavesCoresFree()}, the batch may be refilled
   * when this returns.
   */
  default LoadedBatch load(Batch batch) {
    return batch;
  }

  /**
   * A maker of batches on the device that computes the steps, if that is faster than bringing them
   * there. They equal those of {@link BatchReader} up to the rounding of the projections' sums. May
   * be used by a thread other than the trainer's; the caller closes it before the trainer.
   *
   * @param draws the draws behind the sequences
   * @param labelScale factor of the one-hot labels in the tokens
   */
  default Optional<BatchMaker> maker(ItemDraws draws, double labelScale) {
    return Optional.empty();
  }

  /**
   * Takes one step of training, as {@link #step(Batch)} does, on a batch from this trainer or its
   * maker; the caller closes the batch.
   */
  default StepResult step(LoadedBatch batch) {
    return step((Batch) batch);
  }

  /**
   * Computes logits [size, length, classes] without dropout.
   *
   * @param batch of any size; its labels are not read
   */
  float[] logits(Batch batch);

  /** A copy of everything needed to resume. */
  TrainingState state();

  @Override
  void close();
}
