package org.gpicl.job.cluster;

import java.time.Clock;
import java.util.function.LongSupplier;

/** When a worker has done enough. */
final class WorkerLimits {
  private final WorkerOptions options;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private int taken;
  private int inHand;
  private long idleSince;

  WorkerLimits(WorkerOptions options, Clock clock, LongSupplier nanoTime) {
    this.options = options;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.idleSince = nanoTime.getAsLong();
  }

  /** Another cell is about to be taken; false if that would be one too many. */
  synchronized boolean mayTake() {
    if (options.cells().isPresent() && taken >= options.cells().getAsInt()) {
      return false;
    }
    taken++;
    inHand++;
    return true;
  }

  /** There was none to be taken. */
  synchronized void tookNone() {
    taken--;
    inHand--;
  }

  synchronized void done() {
    inHand--;
    idleSince = nanoTime.getAsLong();
  }

  /** Whether no more cells are to be taken; those in hand are trained to their ends. */
  synchronized boolean enough() {
    boolean all =
        options.cells().isPresent() && taken - inHand >= options.cells().getAsInt() && inHand == 0;
    boolean idle =
        options.idle().isPresent()
            && inHand == 0
            && nanoTime.getAsLong() - idleSince >= options.idle().get().toNanos();
    return all || idle;
  }

  /** Whether the moment has come to end with checkpoints. */
  boolean timeIsUp() {
    return options.until().isPresent() && !clock.instant().isBefore(options.until().get());
  }
}
