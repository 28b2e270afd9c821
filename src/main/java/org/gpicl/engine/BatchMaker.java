package org.gpicl.engine;

/** Makes batches of sequences on the device that computes the steps. For one thread at a time. */
public interface BatchMaker extends AutoCloseable {

  /**
   * Makes a batch; the caller closes it.
   *
   * @param size how many items the batch has
   * @param items the item at each place of the batch
   * @param classes how many classes are in use (a curriculum, or all)
   */
  LoadedBatch make(int size, BatchReader.Place items, int classes);

  @Override
  void close();
}
