package org.gpicl.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.model.TrainingSpec;

/**
 * For all tests and the JVMs in which they run commands: a training without an end, begun only to
 * be stopped, leaves the processor to the other tests.
 */
public final class UnhurriedEngine extends InterposedEngine {
  private static final long ENDLESS_STEPS = 100_000_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  @Override
  protected Runnable beforeSteps(TrainingSpec training, TrainingState initial) {
    return training.steps() < ENDLESS_STEPS ? () -> {} : () -> LockSupport.parkNanos(PAUSE_NANOS);
  }
}
