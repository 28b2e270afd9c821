package org.gpicl.engine.vector.bf16;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Memory off the heap that begins at a cache line, and grows with what is asked of it. */
final class NativeRoom {
  private static final int ALIGNMENT = 64;

  private long bytes = -1;
  private Pointer begin;

  /** Makes room for so many bytes; they are zeros, and what was there is gone, where it grows. */
  Pointer atLeast(long wanted) {
    if (wanted > bytes) {
      Memory memory = new Memory(wanted + ALIGNMENT);
      memory.clear();
      begin = memory.align(ALIGNMENT);
      bytes = wanted; // last, since there may be no memory
    }
    return begin;
  }
}
