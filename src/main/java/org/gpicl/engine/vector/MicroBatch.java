package org.gpicl.engine.vector;

import org.gpicl.model.ModelSpec;
import org.gpicl.model.TransformerSpec;

/**
 * How many items pass through a network at once. A function of the spec alone, since it decides the
 * order in which gradients are summed: never of this machine's caches or threads.
 */
final class MicroBatch {
  /** Activations up to about this much stay in a common second-level cache. */
  private static final long FLOATS = (1 << 20) / 4;

  /** Fewer rows than this, or than a transformer's width, leave products waiting for weights. */
  private static final int ENOUGH_ROWS = 96;

  private MicroBatch() {}

  static int items(ModelSpec spec) {
    long fitting = FLOATS / spec.activationsPerItem();
    int rows = ENOUGH_ROWS;
    if (spec instanceof TransformerSpec transformer) {
      rows = Math.max(rows, transformer.width());
    }
    long needed = (rows + spec.length() - 1) / spec.length();
    return (int) Math.min(1024, Math.max(fitting, needed));
  }
}
