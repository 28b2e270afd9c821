package org.gpicl.job.workers;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.gpicl.engine.InterposedEngine;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.TrainingSpec;

/**
 * An engine whose trainings stand still within a step until they are let go, so that a test can
 * look at them. The very first step fails once, as if by chance.
 */
public final class HeldEngine extends InterposedEngine {
  public static final int DEVICE = 3;

  private final AtomicBoolean failed = new AtomicBoolean();
  private final long heldAfter;

  /** Counted down by each training that stands still. */
  public final CountDownLatch standing;

  /** Lets all go. */
  public final CountDownLatch go = new CountDownLatch(1);

  /**
   * @param heldAfter steps that are made before
   * @param trainings that stand still at a time
   */
  public HeldEngine(long heldAfter, int trainings) {
    this.heldAfter = heldAfter;
    this.standing = new CountDownLatch(trainings);
  }

  @Override
  public OptionalInt device() {
    return OptionalInt.of(DEVICE);
  }

  @Override
  protected Runnable beforeSteps(TrainingSpec training, TrainingState initial) {
    AtomicLong step = new AtomicLong(initial.step());
    return () -> {
      if (failed.compareAndSet(false, true)) {
        throw new IllegalStateException("something that may pass");
      }
      if (step.getAndIncrement() == heldAfter) {
        standing.countDown();
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
