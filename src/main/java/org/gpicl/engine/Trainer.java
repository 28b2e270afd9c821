package org.gpicl.engine;

import java.util.Optional;
import org.gpicl.tasks.ItemDraws;

/** One model in training. Not safe for use by several threads at once. */
public interface Trainer extends AutoCloseable {

  /**
   * One step of training: forward, backward, update.
   *
   * @throws StepAbandonedException if the stop signal was raised before the update; nothing changed
   */
  StepResult step(Batch batch);

  /**
   * Brings a batch to where its step is computed. May be called by another thread than the
   * trainer's, ahead of the step; if {@link Engine#leavesCoresFree()}, the batch may be filled anew
   * when this returns.
   */
  default LoadedBatch load(Batch batch) {
    return batch;
  }

  /**
   * What makes batches where steps are computed, if that is faster than to bring them. They are
   * those of {@link BatchReader} up to the rounding of the projections' sums. May be used by
   * another thread than the trainer's; the caller closes it before the trainer.
   *
   * @param draws what the sequences are made of
   * @param labelScale as {@link BatchReader} has it
   */
  default Optional<BatchMaker> maker(ItemDraws draws, double labelScale) {
    return Optional.empty();
  }

  /**
   * As {@link #step(Batch)}, for a batch that was loaded by this trainer, or by its maker; the
   * caller closes it.
   */
  default StepResult step(LoadedBatch batch) {
    return step((Batch) batch);
  }

  /**
   * Logits without dropout, [size, length, classes] of the batch.
   *
   * @param batch of any size; its labels are not read
   */
  float[] logits(Batch batch);

  /** A copy of all that a resume needs. */
  TrainingState state();

  @Override
  void close();
}
