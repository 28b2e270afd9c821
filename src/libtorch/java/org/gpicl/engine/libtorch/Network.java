package org.gpicl.engine.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.libtorch.dropout.Dropouts;

/** The forward pass of a model; autograd derives the backward pass. */
interface Network extends AutoCloseable {

  /**
   * Computes logits [items * length, classes] from inputs [items * length, inputs].
   *
   * @param dropouts the dropouts of the pass; {@link Dropouts#NONE} in evaluations
   */
  Tensor logits(Tensor inputs, long items, Dropouts dropouts);

  @Override
  void close();
}
