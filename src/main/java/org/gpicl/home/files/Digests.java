package org.gpicl.home.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The message digests that every Java platform has. */
public final class Digests {
  private Digests() {}

  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of some bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  /** What a digest of data that arrived in pieces has come to, in hexadecimal. */
  public static String hex(MessageDigest digest) {
    return hex(digest.digest());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** A new SHA-256 digest, for data that arrives in pieces. */
  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  public static MessageDigest md5() {
    return of("MD5");
  }

  private static MessageDigest of(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
