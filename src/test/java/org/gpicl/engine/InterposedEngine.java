package org.gpicl.engine;

import java.util.function.BooleanSupplier;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/** Engine {@code vector} under its name, with something of a test before each step. */
public abstract class InterposedEngine implements Engine {
  private final Engine vector = new VectorEngine();

  /** What comes before each step of a training. */
  protected abstract Runnable beforeSteps(TrainingSpec training, TrainingState initial);

  @Override
  public final String name() {
    return vector.name();
  }

  @Override
  public final String description() {
    return vector.description();
  }

  @Override
  public final Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    return open(model, training, initial, stop, IdleCores.NONE);
  }

  @Override
  public final Trainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    return new Interposed(
        vector.open(model, training, initial, stop, cores), beforeSteps(training, initial));
  }

  private record Interposed(Trainer trainer, Runnable before) implements Trainer {
    @Override
    public StepResult step(Batch batch) {
      before.run();
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
  }
}
