package org.gpicl.store.checkpoint;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/** Parts of a checkpoint as one stream; each is fetched when its turn comes. */
final class StoredParts extends InputStream {
  private final IntFunction<Optional<byte[]>> source;
  private byte[] part = new byte[0];
  private int at;
  private int next;

  /**
   * @param source gives the part of a number, or nothing behind the last
   */
  StoredParts(IntFunction<Optional<byte[]>> source) {
    this.source = source;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    while (at == part.length) {
      Optional<byte[]> following = source.apply(next);
      if (following.isEmpty()) {
        return -1;
      }
      part = following.get();
      at = 0;
      next++;
    }
    int some = Math.min(length, part.length - at);
    System.arraycopy(part, at, bytes, offset, some);
    at += some;
    return some;
  }
}
