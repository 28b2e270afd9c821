package org.gpicl.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/**
 * Engine {@code vector} under its name, for tests and the JVMs in which they run commands: a
 * training without an end, begun only to be stopped, leaves the processor to the other tests.
 */
public final class UnhurriedEngine implements Engine {
  private static final long ENDLESS_STEPS = 100_000_000;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Engine vector = new VectorEngine();

  @Override
  public String name() {
    return vector.name();
  }

  @Override
  public String description() {
    return vector.description();
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    return open(model, training, initial, stop, IdleCores.NONE);
  }

  @Override
  public Trainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    Trainer trainer = vector.open(model, training, initial, stop, cores);
    return training.steps() < ENDLESS_STEPS ? trainer : new Unhurried(trainer);
  }

  private record Unhurried(Trainer trainer) implements Trainer {
    @Override
    public StepResult step(Batch batch) {
      LockSupport.parkNanos(PAUSE_NANOS);
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
