package org.gpicl.engine.vector;

import org.gpicl.engine.Batch;

/** A model's passes over a micro-batch: items {@code first .. first + items - 1} of a batch. */
interface Network {

  /** The most items per pass, which depends on the model's spec alone. */
  int microBatch();

  /** To be called whenever parameters have changed. */
  void parametersChanged();

  /**
   * Runs forward with dropout, then backward: adds the micro-batch's part of the gradient of the
   * batch's mean loss to the gradients, and its losses to {@code loss}.
   */
  void learn(Batch batch, int first, int items, long step, CrossEntropy loss);

  /**
   * Runs forward without dropout, writing logits [items, length, classes] to {@code logits[at
   * ...]}.
   */
  void predict(Batch batch, int first, int items, float[] logits, int at);
}
