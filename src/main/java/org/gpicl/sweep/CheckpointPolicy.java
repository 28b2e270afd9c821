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
   * As soon as storing a state takes less than a hundredth of the time since the last one, the
   * default: a process that lives only for seconds still gets ahead. After {@code interval} one is
   * due in any case, unless storing would then take more than a tenth of the time.
   */
  record EveryTime(Duration interval) implements CheckpointPolicy {
    private static final long CHEAP = 100;
    private static final long BEARABLE = 10;
    private static final long SHORTEST_NANOS = 2_000_000_000;

    @Override
    public boolean due(long stepsSince, long nanosSince, long nanosOfWriting) {
      return stepsSince > 0 && nanosSince >= nanosBetween(nanosOfWriting);
    }

    @Override
    public double expectedSeconds(long nanosOfWriting, double stepsPerSecond) {
      return nanosBetween(nanosOfWriting) / 1e9;
    }

    private long nanosBetween(long nanosOfWriting) {
      long cheap = Math.max(SHORTEST_NANOS, CHEAP * nanosOfWriting);
      return Math.max(Math.min(interval.toNanos(), cheap), BEARABLE * nanosOfWriting);
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
