package org.gpicl.sweep;

import java.time.Duration;

/** When a training state is stored. */
public sealed interface CheckpointPolicy {

  /**
   * True if a checkpoint is due.
   *
   * @param stepsSince the last one, or since the training went on
   * @param nanosSince likewise
   * @param nanosOfWriting what the last one took; 0 before the first
   */
  boolean due(long stepsSince, long nanosSince, long nanosOfWriting);

  /**
   * Seconds that two checkpoints are expected to be apart.
   *
   * @param nanosOfWriting as for {@link #due}
   * @param stepsPerSecond NaN where nobody knows
   * @return NaN where nobody can tell
   */
  double expectedSeconds(long nanosOfWriting, double stepsPerSecond);

  /**
   * By the clock, the default. Stretched where storing a state takes long, so that it never takes
   * more than a hundredth of the time.
   */
  record EveryTime(Duration interval) implements CheckpointPolicy {
    private static final long STRETCH = 100;

    @Override
    public boolean due(long stepsSince, long nanosSince, long nanosOfWriting) {
      return stepsSince > 0
          && nanosSince >= interval.toNanos()
          && nanosSince / STRETCH >= nanosOfWriting;
    }

    @Override
    public double expectedSeconds(long nanosOfWriting, double stepsPerSecond) {
      return Math.max(interval.toNanos(), (double) STRETCH * nanosOfWriting) / 1e9;
    }
  }

  /** By the number of steps: whoever counts them means them, whatever storing takes. */
  record EverySteps(long steps) implements CheckpointPolicy {
    @Override
    public boolean due(long stepsSince, long nanosSince, long nanosOfWriting) {
      return stepsSince >= steps;
    }

    @Override
    public double expectedSeconds(long nanosOfWriting, double stepsPerSecond) {
      return stepsPerSecond > 0 ? steps / stepsPerSecond : Double.NaN;
    }
  }
}
