package org.gpicl.store.checkpoint;

import org.gpicl.engine.Score;
import org.gpicl.tasks.StandardError;

/**
 * The result of one evaluation.
 *
 * @param name {@code train}, {@code seen}, {@code unseen}, {@code unseen:fashion-mnist}, ...
 * @param accuracy over all positions (or samples)
 * @param loss mean cross-entropy in nats
 * @param accuracyByPosition one number a position; empty where it was not measured
 * @param error of the accuracies
 */
public record Evaluation(
    String name, double accuracy, double loss, double[] accuracyByPosition, StandardError error) {
  /** Running mean in training mode over the last interval. */
  public static final String TRAIN = "train";

  /** The best scheduled evaluation on seen tasks, held-out images. */
  public static final String SEEN = "seen";

  /** One without a standard error. */
  public Evaluation(String name, double accuracy, double loss, double[] accuracyByPosition) {
    this(name, accuracy, loss, accuracyByPosition, StandardError.UNKNOWN);
  }

  public static Evaluation of(String name, Score score) {
    return new Evaluation(
        name, score.accuracy(), score.loss(), score.accuracyByPosition(), score.error());
  }

  /** The same result under another name. */
  public Evaluation named(String other) {
    return other.equals(name)
        ? this
        : new Evaluation(other, accuracy, loss, accuracyByPosition, error);
  }

  /** The same result with its standard error. */
  public Evaluation with(StandardError other) {
    return new Evaluation(name, accuracy, loss, accuracyByPosition, other);
  }
}
