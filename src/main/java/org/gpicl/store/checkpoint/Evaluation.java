package org.gpicl.store.checkpoint;

/**
 * The result of one evaluation.
 *
 * @param name {@code train}, {@code seen}, {@code unseen}, {@code unseen:fashion-mnist}, ...
 * @param accuracy over all positions (or samples)
 * @param loss mean cross-entropy in nats
 * @param accuracyByPosition one number a position; empty where it was not measured
 */
public record Evaluation(String name, double accuracy, double loss, double[] accuracyByPosition) {
  /** Running mean in training mode over the last interval. */
  public static final String TRAIN = "train";

  /** The best scheduled evaluation on seen tasks, held-out images. */
  public static final String SEEN = "seen";

  /** The same result under another name. */
  public Evaluation named(String other) {
    return other.equals(name) ? this : new Evaluation(other, accuracy, loss, accuracyByPosition);
  }
}
