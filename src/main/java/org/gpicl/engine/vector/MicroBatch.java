package org.gpicl.engine.vector;

import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TransformerSpec;

/**
 * How many items pass through a network at once. This depends on the spec alone, never on this
 * machine's caches or threads, since it decides the order in which gradients are summed.
 */
final class MicroBatch {
  /** Enough rows that products do not wait for weights, if these are small. */
  private static final int ENOUGH_ROWS = 96;

  /** Up to this width, weights and activations of few rows fit in a near cache together. */
  private static final int NEAR_WIDTH = 64;

  /** Wider weights come from farther away, so each of their rows must serve more rows of tokens. */
  private static final int ROWS_PER_WIDTH = 3;

  /** More rows than this gain nothing, and their activations fill the memory. */
  private static final int MOST_ROWS = 512;

  /** Samples per micro-batch of an MLP, which are one row each. */
  private static final int SAMPLES = 1024;

  /** Sequences of an LSTM, which are rows of a product at each position, ... */
  private static final int MOST_SEQUENCES = 32;

  /** ... unless their states would fill the memory. */
  private static final int MOST_STATES = 1 << 21;

  private MicroBatch() {}

  /** The items per micro-batch: a power of two, so that shares of usual batches come out even. */
  static int items(ModelSpec spec) {
    if (spec instanceof MlpSpec) {
      return SAMPLES;
    }
    if (spec instanceof AdaptedMlpSpec) {
      return Integer.highestOneBit(Math.max(1, MOST_ROWS / spec.length()));
    }
    if (spec instanceof LstmSpec lstm) {
      int sequences = MOST_STATES / (lstm.length() * lstm.width());
      return Integer.highestOneBit(Math.max(1, Math.min(MOST_SEQUENCES, sequences)));
    }
    if (spec instanceof OpLstmSpec) {
      return Lanes.COUNT; // one in each lane
    }
    TransformerSpec transformer = (TransformerSpec) spec;
    int width = transformer.width();
    int rows = width <= NEAR_WIDTH ? ENOUGH_ROWS : Math.min(MOST_ROWS, ROWS_PER_WIDTH * width);
    return Integer.highestOneBit((rows + spec.length() - 1) / spec.length());
  }
}
