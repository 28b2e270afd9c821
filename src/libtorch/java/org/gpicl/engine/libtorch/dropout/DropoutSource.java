package org.gpicl.engine.libtorch.dropout;

/** Where a training's dropout comes from: {@link org.gpicl.model.DropoutMask}'s, wherever drawn. */
public interface DropoutSource extends AutoCloseable {

  /**
   * What a pass drops; tensors live as long as the scope around.
   *
   * @param first the place of its first item in the batch
   */
  Dropouts of(long step, int first, int items);

  @Override
  void close();
}
