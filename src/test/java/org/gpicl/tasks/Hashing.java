package org.gpicl.tasks;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Many numbers in one line, for test vectors. */
final class Hashing {
  private final MessageDigest digest = Digests.sha256();

  Hashing add(float value) {
    digest.update(ByteBuffer.allocate(4).putInt(Float.floatToRawIntBits(value)).flip());
    return this;
  }

  Hashing add(long value) {
    digest.update(ByteBuffer.allocate(8).putLong(value).flip());
    return this;
  }

  Hashing add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
