package org.gpicl.engine.vector;

import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;

/**
 * How a batch is cut into shares: runs of items whose gradients are summed apart and then added in
 * order, so that shares may be computed on several cores at once. A function of the spec and the
 * batch alone, since the order of sums shows in their last bits.
 *
 * @param count shares of a batch of {@code items}
 */
record Shares(int count, int items) {
  /** As many cores as can work on one step. */
  private static final int MOST = 8;

  /**
   * A step of an MLP is over before a second core has begun, and the sum of its gradients would
   * cost more than they do.
   */
  static Shares of(ModelSpec model, int items) {
    return new Shares(model instanceof MlpSpec ? 1 : Math.min(MOST, items), items);
  }

  /** The first item of a share; that of share {@code count} is the end of the batch. */
  int begin(int share) {
    return (int) ((long) items * share / count);
  }
}
