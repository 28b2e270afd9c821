package org.gpicl.job.step;

import java.util.function.LongSupplier;
import org.gpicl.sweep.CheckpointPolicy;

/** Decides when a training has its next checkpoint, from what the last one took. */
final class CheckpointPace {
  /**
   * How much longer the first checkpoint of a process may take than the next, since its code is
   * compiled meanwhile. Paced by it, a process that is killed again and again would store a step or
   * two in each life. So the second is due once the first has taken half of the time.
   */
  private static final int COLD = 100;

  private final CheckpointPolicy policy;
  private final LongSupplier nanoTime;
  private long step;
  private long storedAt;
  private long nanosOfWriting;
  private boolean first = true;

  CheckpointPace(CheckpointPolicy policy, long step, LongSupplier nanoTime) {
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.step = step;
    this.storedAt = nanoTime.getAsLong();
  }

  boolean due(long now) {
    return policy.due(now - step, nanoTime.getAsLong() - storedAt, nanosToExpect());
  }

  /**
   * Makes a checkpoint at a step and remembers what it took. One that is stored already stays: to
   * write it again would be to be without it meanwhile.
   *
   * @return whether one was written
   */
  boolean store(long now, Runnable write) {
    if (now == step) {
      return false;
    }
    long begun = nanoTime.getAsLong();
    first = nanosOfWriting == 0;
    write.run();
    step = now;
    storedAt = nanoTime.getAsLong();
    nanosOfWriting = storedAt - begun;
    return true;
  }

  /** What the last one took; 0 before the first. */
  long nanosOfWriting() {
    return nanosOfWriting;
  }

  /** What the next one takes, as far as the last one says. */
  long nanosToExpect() {
    return first ? nanosOfWriting / COLD : nanosOfWriting;
  }
}
