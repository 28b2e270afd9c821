package org.gpicl.job.recovery;

/** A training diverged: its loss is infinite or no number. */
public final class LossNotFiniteException extends RuntimeException {
  public LossNotFiniteException(long step, double loss) {
    super(
        "the loss became "
            + loss
            + " at step "
            + step
            + "; the same seed would do it again: lower the learning rate or clip gradients");
  }
}
