package org.gpicl.tasks;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.gpicl.home.files.Digests;

/** Many numbers in one line, for test vectors. */
public final class Hashing {
  private final MessageDigest digest = Digests.sha256();

  public Hashing add(float value) {
    digest.update(ByteBuffer.allocate(4).putInt(Float.floatToRawIntBits(value)).flip());
    return this;
  }

  public Hashing add(long value) {
    digest.update(ByteBuffer.allocate(8).putLong(value).flip());
    return this;
  }

  public Hashing add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
