package org.gpicl.job;

/** A training diverged: its loss is infinite or no number. */
final class LossNotFiniteException extends RuntimeException {
  LossNotFiniteException(long step, double loss) {
    super(
        "the loss became "
            + loss
            + " at step "
            + step
            + "; the same seed would do it again: lower the learning rate or clip gradients");
  }
}
