package org.gpicl.engine;

/** A trainer for tests of what is around it: each says what it can do, and nothing else works. */
public abstract class IdleTrainer implements Trainer {
  @Override
  public StepResult step(Batch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final float[] logits(Batch batch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final TrainingState state() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void close() {}
}
