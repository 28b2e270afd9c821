package org.gpicl.job.input;

import org.gpicl.engine.LoadedBatch;

/** Makes or reads the batches of a training, any step's; for one thread at a time. */
@FunctionalInterface
interface BatchSource {

  /** The batch of a step, which the caller closes. */
  LoadedBatch batch(long step);
}
