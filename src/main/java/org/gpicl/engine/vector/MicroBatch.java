package org.gpicl.engine.vector;

import org.gpicl.model.ModelSpec;

/**
 * How many items pass through a network at once. A function of the spec alone, since it decides the
 * order in which gradients are summed: never of this machine's caches or threads.
 */
final class MicroBatch {
  /** Activations up to about this much stay in a common second-level cache. */
  private static final long FLOATS = (1 << 20) / 4;

  /** Fewer rows than this would leave the matrix products waiting for the weights. */
  private static final int ENOUGH_ROWS = 96;

  private MicroBatch() {}

  static int items(ModelSpec spec) {
    long fitting = FLOATS / spec.activationsPerItem();
    long needed = (ENOUGH_ROWS + spec.length() - 1) / spec.length();
    return (int) Math.min(1024, Math.max(fitting, needed));
  }
}
