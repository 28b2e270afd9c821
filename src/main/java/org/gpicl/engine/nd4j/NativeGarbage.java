package org.gpicl.engine.nd4j;

/**
 * Asks for a collection now and then. ND4J frees small native things (contexts of operations,
 * buffers of scalars and shapes) when the collector finds their Java halves, which are so small
 * that it would seldom run: half a gigabyte would pile up.
 */
final class NativeGarbage {
  private final int every;
  private int passes;

  NativeGarbage(int every) {
    this.every = every;
  }

  /** To be called after each pass through a network. */
  void passed() {
    passes++;
    if (passes % every == 0) {
      System.gc();
    }
  }
}
