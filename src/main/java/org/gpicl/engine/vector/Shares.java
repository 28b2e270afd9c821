package org.gpicl.engine.vector;

import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;

/**
 * Divides a batch into shares: runs of items whose gradients are summed separately and then added
 * in order, so that several cores can compute shares at once. This depends on the spec and the
 * batch alone, since the order of summation affects the last bits.
 *
 * @param count how many shares the batch has
 * @param items how many items the batch has
 */
record Shares(int count, int items) {
  /** The most cores that can work on one step. */
  private static final int MOST = 8;

  /** The fewest sequences of an LSTM: at each position they are all the rows of a product. */
  private static final int SEQUENCES = 16;

  /**
   * The shares of a batch; just one for an MLP, whose step is over before a second core has begun,
   * and whose gradients cost less than their sum would.
   */
  static Shares of(ModelSpec model, int items) {
    boolean recurrent = model instanceof LstmSpec || model instanceof OpLstmSpec;
    int most = model instanceof MlpSpec ? 1 : recurrent ? items / SEQUENCES : items;
    return new Shares(Math.max(1, Math.min(MOST, most)), items);
  }

  /** The first item of a share; for share {@code count}, the end of the batch. */
  int begin(int share) {
    return (int) ((long) items * share / count);
  }
}
