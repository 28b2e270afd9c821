package org.gpicl.bench.timing;

/** Something that is timed again and again, on one thread. */
public interface Contestant extends AutoCloseable {

  /** As tables show it. */
  String name();

  /**
   * Does its work once.
   *
   * @return a number that depends on all of the work, such as the loss of a step
   */
  double run();

  @Override
  default void close() {}
}
