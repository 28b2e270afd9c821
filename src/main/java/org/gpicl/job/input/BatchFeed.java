package org.gpicl.job.input;

import org.gpicl.engine.LoadedBatch;

/** Where a training's batches come from. */
public interface BatchFeed extends AutoCloseable {

  /** The batch of a step, which the caller closes; steps follow one another. */
  LoadedBatch next(long step);

  @Override
  void close();
}
