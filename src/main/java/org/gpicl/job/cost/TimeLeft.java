package org.gpicl.job.cost;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is left takes: as estimated, corrected by how long what was done took.
 *
 * @param expected seconds that what was done was estimated to take
 * @param measured seconds that it took
 */
public record TimeLeft(double expected, double measured) {
  public static final TimeLeft NOTHING_DONE = new TimeLeft(0, 0);

  /** Measurements outweigh the estimate once they are longer than this. */
  private static final double TRUST_SECONDS = 10;

  /** Before this much was measured, nothing is said of the time left. */
  private static final double FIRST_ESTIMATE_SECONDS = 5;

  /** With something more that was done. */
  public TimeLeft and(double expectedSeconds, double measuredSeconds) {
    return new TimeLeft(expected + expectedSeconds, measured + measuredSeconds);
  }

  /**
   * @param seconds that what is left was estimated to take
   * @param atATime how much of it goes on side by side
   */
  public Optional<Duration> of(double seconds, int atATime) {
    if (measured <= FIRST_ESTIMATE_SECONDS && seconds != 0) {
      return Optional.empty();
    }
    double trust = measured / (measured + TRUST_SECONDS);
    double correction = expected > 0 ? trust * measured / expected + (1 - trust) : 1;
    return Optional.of(Duration.ofSeconds(Math.round(seconds * correction / atATime)));
  }
}
