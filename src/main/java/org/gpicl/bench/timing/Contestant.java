package org.gpicl.bench.timing;

/** A piece of work that is timed repeatedly, on one thread. */
public interface Contestant extends AutoCloseable {

  /** Its name in tables. */
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
