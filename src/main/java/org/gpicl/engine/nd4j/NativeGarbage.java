package org.gpicl.engine.nd4j;

/**
 * Requests a garbage collection now and then. ND4J frees small native objects (contexts of
 * operations, buffers of scalars and shapes) when their Java counterparts are collected, but these
 * are so small that the collector would seldom run, and half a gigabyte would pile up.
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
