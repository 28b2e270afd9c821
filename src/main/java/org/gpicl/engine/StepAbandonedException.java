package org.gpicl.engine;

/** A step was given up because a stop was asked for; the training state is that before the step. */
public final class StepAbandonedException extends RuntimeException {
  public StepAbandonedException() {
    super("the step was abandoned for a stop", null, false, false);
  }
}
