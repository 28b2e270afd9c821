package org.gpicl.store.checkpoint;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Cuts a stream of bytes into parts of a size that databases like, and hands them on in order. */
public final class CheckpointParts extends OutputStream {
  public static final int PART_BYTES = 1 << 20;

  private final BiConsumer<Integer, byte[]> taker;
  private final byte[] part;
  private int filled;
  private int number;

  /**
   * @param size of the whole, which makes a small buffer do for a small state
   * @param taker takes the number and the bytes of each part
   */
  CheckpointParts(long size, BiConsumer<Integer, byte[]> taker) {
    this.taker = taker;
    this.part = new byte[(int) Math.min(size, PART_BYTES)];
  }

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int at = offset;
    int left = length;
    while (left > 0) {
      int some = Math.min(left, part.length - filled);
      System.arraycopy(bytes, at, part, filled, some);
      filled += some;
      at += some;
      left -= some;
      if (filled == part.length) {
        handOn();
      }
    }
  }

  private void handOn() {
    taker.accept(number++, Arrays.copyOf(part, filled));
    filled = 0;
  }

  @Override
  public void close() {
    if (filled > 0) {
      handOn();
    }
  }
}
