package org.gpicl.job.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
  /** Steps that were estimated to take a second each. */
  private static TimeLeft after(TimeLeft before, int steps, double secondsEach) {
    TimeLeft now = before;
    for (int step = 0; step < steps; step++) {
      now = now.and(1, secondsEach);
    }
    return now;
  }

  private static long secondsFor(TimeLeft known, int steps) {
    return known.of(steps, 1).orElseThrow().toSeconds();
  }

  @Test
  void whatIsLeftTakesAsLongAsWhatWasDone() {
    assertThat(TimeLeft.NOTHING_DONE.of(100, 1)).as("before anything was measured").isEmpty();
    TimeLeft known = after(TimeLeft.NOTHING_DONE, 1000, 3);
    assertThat(secondsFor(known, 100)).isBetween(295L, 300L);
    assertThat(known.of(100, 2).orElseThrow().toSeconds()).isBetween(147L, 150L);
  }

  @Test
  void whatChangesIsFollowedHoweverLongTheRunHasLasted() {
    TimeLeft hours = after(TimeLeft.NOTHING_DONE, 10_000, 1);
    TimeLeft busier = after(hours, 60, 3);
    assertThat(secondsFor(busier, 100)).isBetween(240L, 300L);
  }
}
