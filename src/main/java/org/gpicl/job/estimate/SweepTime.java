package org.gpicl.job.estimate;

import java.util.List;
import java.util.Optional;

/**
 * How long a sweep takes.
 *
 * @param wall seconds by the clock
 * @param others processes that take a part of the cores from it; empty where they do not
 */
public record SweepTime(Estimate wall, Optional<OtherProcesses> others) {

  /**
   * @param generationSeconds on one core, before the first cell begins
   * @param cells seconds of each on one core or device
   * @param beside cells at a time
   * @param coresFree whether cells are not computed on the cores that the others take
   */
  public static SweepTime of(
      double generationSeconds,
      List<Estimate> cells,
      int beside,
      OtherProcesses others,
      boolean coresFree) {
    Estimate all = Estimate.of(generationSeconds, 1);
    Estimate longest = Estimate.NOTHING;
    for (Estimate cell : cells) {
      all = all.plus(cell);
      longest = longest.orAtLeast(cell);
    }
    Estimate wall = all.times(1.0 / beside).orAtLeast(longest);
    boolean shared = !coresFree && others.matter(beside);
    return shared
        ? new SweepTime(wall.perhapsTimes(others.delay(beside)), Optional.of(others))
        : new SweepTime(wall, Optional.empty());
  }
}
