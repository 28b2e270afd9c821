package org.gpicl.job.workers;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/**
 * An engine whose trainings stand still within a step until they are let go, so that a test can
 * look at them. The very first step fails once, as if by chance.
 */
public final class HeldEngine implements Engine {
  public static final int DEVICE = 3;

  private final Engine engine = new VectorEngine();
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
  public String name() {
    return engine.name();
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public OptionalInt device() {
    return OptionalInt.of(DEVICE);
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    return held(engine.open(model, training, initial, stop), initial.step());
  }

  @Override
  public Trainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    return held(engine.open(model, training, initial, stop, cores), initial.step());
  }

  private Trainer held(Trainer trainer, long from) {
    return new Trainer() {
      private long step = from;

      @Override
      public StepResult step(Batch batch) {
        if (failed.compareAndSet(false, true)) {
          throw new IllegalStateException("something that may pass");
        }
        if (step == heldAfter) {
          standing.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        step++;
        return trainer.step(batch);
      }

      @Override
      public float[] logits(Batch batch) {
        return trainer.logits(batch);
      }

      @Override
      public TrainingState state() {
        return trainer.state();
      }

      @Override
      public void close() {
        trainer.close();
      }
    };
  }
}
