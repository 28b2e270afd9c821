package org.gpicl.engine.vector;

import org.gpicl.model.ModelSpec;
import org.gpicl.model.TransformerSpec;

/**
 * How many items pass through a network at once. A function of the spec alone, since it decides the
 * order in which gradients are summed: never of this machine's caches or threads.
 */
final class MicroBatch {
  /** Rows enough that products do not wait for weights, where these are small. */
  private static final int ENOUGH_ROWS = 96;

  /** Up to this width weights and activations of few rows lie in a near cache together. */
  private static final int NEAR_WIDTH = 64;

  /** Wider weights come from farther away: each of their rows has to serve more rows of tokens. */
  private static final int ROWS_PER_WIDTH = 3;

  /** More rows than this gain nothing, and their activations fill the memory. */
  private static final int MOST_ROWS = 512;

  /** Samples of an MLP, which are one row each. */
  private static final int SAMPLES = 1024;

  private MicroBatch() {}

  /** A power of two, so that shares of usual batches come out even. */
  static int items(ModelSpec spec) {
    if (!(spec instanceof TransformerSpec transformer)) {
      return SAMPLES;
    }
    int width = transformer.width();
    int rows = width <= NEAR_WIDTH ? ENOUGH_ROWS : Math.min(MOST_ROWS, ROWS_PER_WIDTH * width);
    return Integer.highestOneBit((rows + spec.length() - 1) / spec.length());
  }
}
