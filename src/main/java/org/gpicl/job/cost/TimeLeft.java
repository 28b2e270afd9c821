package org.gpicl.job.cost;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is left takes: as estimated, corrected by how long what was done lately took. What
 * was done longer ago counts less and less, since a machine may have got busier or idler.
 *
 * @param expected seconds that what was done was estimated to take
 * @param measured seconds that it took
 * @param total seconds that were ever measured
 */
public record TimeLeft(double expected, double measured, double total) {
  public static final TimeLeft NOTHING_DONE = new TimeLeft(0, 0, 0);

  /** Of what was measured so long ago, 37 % count. */
  private static final double MEMORY_SECONDS = 60;

  /** Measurements outweigh the estimate once they are longer than this. */
  private static final double TRUST_SECONDS = 10;

  /** Before this much was measured, nothing is said of the time left. */
  private static final double FIRST_ESTIMATE_SECONDS = 5;

  /** With something more that was done. */
  public TimeLeft and(double expectedSeconds, double measuredSeconds) {
    double kept = Math.exp(-measuredSeconds / MEMORY_SECONDS);
    return new TimeLeft(
        kept * expected + expectedSeconds,
        kept * measured + measuredSeconds,
        total + measuredSeconds);
  }

  /**
   * @param seconds that what is left was estimated to take
   * @param atATime how much of it happens side by side
   */
  public Optional<Duration> of(double seconds, int atATime) {
    if (total <= FIRST_ESTIMATE_SECONDS && seconds != 0) {
      return Optional.empty();
    }
    double trust = total / (total + TRUST_SECONDS);
    double correction = expected > 0 ? trust * measured / expected + (1 - trust) : 1;
    return Optional.of(Duration.ofSeconds(Math.round(seconds * correction / atATime)));
  }
}
