package org.gpicl.job.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How far a home is to be cleared.
 *
 * @param olderThan only what was not written for so long goes
 * @param mostBytes what the home may take; {@link #ANY_SIZE} to free all that is not needed
 */
public record HomeBounds(Duration olderThan, long mostBytes) {
  public static final long ANY_SIZE = Long.MAX_VALUE;

  /** All that is not needed. */
  public static final HomeBounds ALL = new HomeBounds(Duration.ZERO, ANY_SIZE);

  /** What goes of all that can: by size, the oldest first, as long as the home is too large. */
  public List<Garbage> choose(List<Garbage> surplus, long homeBytes, Instant now) {
    List<Garbage> old =
        surplus.stream()
            .filter(one -> !one.since().isAfter(now.minus(olderThan)))
            .sorted(
                Comparator.comparing((Garbage one) -> one.kind() == Garbage.Kind.NEEDED_SHARD)
                    .thenComparing(Garbage::since))
            .toList();
    if (mostBytes == ANY_SIZE) {
      return old.stream().filter(one -> one.kind() != Garbage.Kind.NEEDED_SHARD).toList();
    }
    List<Garbage> chosen = new ArrayList<>();
    long left = homeBytes;
    for (Garbage one : old) {
      if (left > mostBytes) {
        chosen.add(one);
        left -= one.bytes();
      }
    }
    return chosen;
  }
}
