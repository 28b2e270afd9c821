package org.gpicl.bench.timing;

/**
 * The time of a contestant's runs.
 *
 * @param name the contestant's name
 * @param runs how many there were
 * @param milliseconds the median processor time of the running thread
 * @param least the least processor time, in milliseconds
 * @param wall the median elapsed time, in milliseconds
 * @param process the mean processor time of all threads of the process, including the JVM's own, in
 *     milliseconds
 */
public record Timing(
    String name, int runs, double milliseconds, double least, double wall, double process) {

  public Timing {
    if (runs < 1) {
      throw new IllegalArgumentException(name + " was not timed");
    }
  }

  /** The same with elapsed time as its time, for work that more than one thread does. */
  public Timing byElapsedTime() {
    return new Timing(name, runs, wall, least, wall, process);
  }
}
