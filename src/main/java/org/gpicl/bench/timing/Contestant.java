package org.gpicl.bench.timing;

/** A piece of work that is timed repeatedly. */
public interface Contestant extends AutoCloseable {

  /** Its name in tables. */
  String name();

  /**
   * Does its work once.
   *
   * @return a number that depends on all of the work, such as the loss of a step
   */
  double run();

  /** The clocks to read before and after its runs; another process has clocks of its own. */
  default Clocks clocks() {
    return Clocks.here();
  }

  @Override
  default void close() {}
}
