package org.gpicl.engine.libtorch.dropout;

/**
 * Provides a training's dropout, as defined by {@link org.gpicl.model.DropoutMask}, wherever it is
 * drawn.
 */
public interface DropoutSource extends AutoCloseable {

  /**
   * The dropouts of a pass, whose tensors live as long as the enclosing scope.
   *
   * @param first the place of its first item in the batch
   */
  Dropouts of(long step, int first, int items);

  @Override
  void close();
}
