package org.gpicl.sweep;

import java.time.Duration;

/** Decides when to store a training state. */
public sealed interface CheckpointPolicy {

  /**
   * Whether a checkpoint is due.
   *
   * @param stepsSince steps since the last checkpoint, or since the training was resumed
   * @param nanosSince nanoseconds since then
   * @param nanosOfWriting nanoseconds that the last checkpoint took; 0 before the first
   */
  boolean due(long stepsSince, long nanosSince, long nanosOfWriting);

  /**
   * The expected number of seconds between two checkpoints.
   *
   * @param nanosOfWriting as for {@link #due}
   * @param stepsPerSecond NaN if unknown
   * @return NaN if unknown
   */
  double expectedSeconds(long nanosOfWriting, double stepsPerSecond);

  /**
   * After a length of time, the default. It is stretched if storing a state takes long, so that
   * this never takes more than a hundredth of the time.
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

  /** After a number of steps, which is kept however long storing takes. */
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
