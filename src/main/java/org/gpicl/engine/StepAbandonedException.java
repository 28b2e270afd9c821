package org.gpicl.engine;

/** Thrown if a step is abandoned because of a stop; the training state is that before the step. */
public final class StepAbandonedException extends RuntimeException {
  public StepAbandonedException() {
    super("the step was abandoned for a stop", null, false, false);
  }
}
