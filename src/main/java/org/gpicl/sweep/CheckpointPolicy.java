package org.gpicl.sweep;

import java.time.Duration;

/** When a training state is stored. */
public sealed interface CheckpointPolicy {

  /** True if a checkpoint is due. */
  boolean due(long stepsSince, Duration timeSince);

  /** By the clock, the default. */
  record EveryTime(Duration interval) implements CheckpointPolicy {
    @Override
    public boolean due(long stepsSince, Duration timeSince) {
      return stepsSince > 0 && timeSince.compareTo(interval) >= 0;
    }
  }

  /** By the number of steps. */
  record EverySteps(long steps) implements CheckpointPolicy {
    @Override
    public boolean due(long stepsSince, Duration timeSince) {
      return stepsSince >= steps;
    }
  }
}
