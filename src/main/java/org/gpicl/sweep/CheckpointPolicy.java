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
  }

  /** By the number of steps: whoever counts them means them, whatever storing takes. */
  record EverySteps(long steps) implements CheckpointPolicy {
    @Override
    public boolean due(long stepsSince, long nanosSince, long nanosOfWriting) {
      return stepsSince >= steps;
    }
  }
}
