package org.gpicl.web.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gpicl.home.files.Digests;
import org.gpicl.home.files.WholeFile;

/**
 * What every write must carry. Made at the first start and kept in a file that only its owner may
 * read, so that a bookmark of the page keeps working.
 *
 * @param text 64 hexadecimal digits
 */
public record AccessToken(String text) {
  /** The header that carries it. */
  public static final String HEADER = "Gpicl-Token";

  private static final int BYTES = 32;
  private static final int ID_LENGTH = 16;

  /** The token of a home, made if there is none. */
  public static AccessToken of(Path file) throws IOException {
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      if (text.matches("[0-9a-f]{%d}".formatted(2 * BYTES))) {
        return new AccessToken(text);
      }
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    AccessToken token = new AccessToken(HexFormat.of().formatHex(random));
    WholeFile.writeSecret(file, (token.text + "\n").getBytes(StandardCharsets.UTF_8));
    return token;
  }

  /**
   * Names the token without giving it away, so that a page can keep those of several servers apart.
   */
  public String id() {
    return Digests.sha256("id of a token " + text).substring(0, ID_LENGTH);
  }

  /** Compares in constant time. */
  public boolean is(String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "a token";
  }
}
