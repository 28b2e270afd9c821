package org.gpicl.engine;

import org.gpicl.tasks.InUse;

/** Makes batches of sequences on the device that computes the steps. For one thread at a time. */
public interface BatchMaker extends AutoCloseable {

  /**
   * Makes a batch; the caller closes it.
   *
   * @param size how many items the batch has
   * @param items the item at each place of the batch
   * @param inUse what of the set they are drawn from
   */
  LoadedBatch make(int size, BatchReader.Place items, InUse inUse);

  @Override
  void close();
}
