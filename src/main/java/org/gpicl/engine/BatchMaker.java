package org.gpicl.engine;

/** Makes batches of sequences where steps are computed. One thread at a time. */
public interface BatchMaker extends AutoCloseable {

  /**
   * Makes a batch; the caller closes it.
   *
   * @param size how many items
   * @param items which
   * @param classes how many classes are in use (a curriculum), else all
   */
  LoadedBatch make(int size, BatchReader.Place items, int classes);

  @Override
  void close();
}
