package org.gpicl.job.estimate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.IdleTrainer;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/** An engine whose steps do nothing but let a clock go on. */
final class PacedEngine implements Engine {
  private final AtomicLong now;
  private final Function<ModelSpec, ToLongFunction<Batch>> opened;

  /**
   * @param now the clock, in nanoseconds
   * @param opened is given the model of each trainer, and gives what a step takes
   */
  PacedEngine(AtomicLong now, Function<ModelSpec, ToLongFunction<Batch>> opened) {
    this.now = now;
    this.opened = opened;
  }

  @Override
  public String name() {
    return "paced";
  }

  @Override
  public String description() {
    return "an engine of a given pace";
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    ToLongFunction<Batch> nanos = opened.apply(model);
    return new IdleTrainer() {
      @Override
      public StepResult step(Batch batch) {
        now.addAndGet(nanos.applyAsLong(batch));
        return new StepResult(1, 0, 1);
      }
    };
  }
}
