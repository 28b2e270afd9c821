package org.gpicl.engine;

/** A batch where its step is computed: in a device's memory, or as it is. */
public interface LoadedBatch extends AutoCloseable {

  /** How many items. */
  int size();

  @Override
  void close();
}
