package org.gpicl.engine.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.libtorch.dropout.Dropouts;

/** The forward pass of a model; autograd knows the way back. */
interface Network extends AutoCloseable {

  /**
   * Logits [items * length, classes] of inputs [items * length, inputs].
   *
   * @param dropouts what is dropped; nothing in evaluations
   */
  Tensor logits(Tensor inputs, long items, Dropouts dropouts);

  @Override
  void close();
}
