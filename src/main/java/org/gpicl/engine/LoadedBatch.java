package org.gpicl.engine;

/** A batch on the device that computes its step: in the device's memory, or as it is. */
public interface LoadedBatch extends AutoCloseable {

  /** How many items it has. */
  int size();

  @Override
  void close();
}
