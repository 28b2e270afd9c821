package org.gpicl.engine;

/** One model in training. Not safe for use by several threads at once. */
public interface Trainer extends AutoCloseable {

  /**
   * One step of training: forward, backward, update.
   *
   * @throws StepAbandonedException if the stop signal was raised before the update; nothing changed
   */
  StepResult step(Batch batch);

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
