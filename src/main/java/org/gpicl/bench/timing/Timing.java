package org.gpicl.bench.timing;

/**
 * What one run of a contestant took.
 *
 * @param name of the contestant
 * @param runs how many there were
 * @param milliseconds median of processor time of the thread that ran
 * @param least the least of it
 * @param wall median of elapsed milliseconds
 * @param process mean processor milliseconds of all threads of the process, the JVM's own included
 */
public record Timing(
    String name, int runs, double milliseconds, double least, double wall, double process) {

  public Timing {
    if (runs < 1) {
      throw new IllegalArgumentException(name + " was not timed");
    }
  }
}
