package org.gpicl.home.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Text files that are part of the program. */
public final class PackagedText {
  private PackagedText() {}

  /**
   * Reads one.
   *
   * @param name its path on the class path, without a slash in front
   */
  public static String read(String name) throws IOException {
    try (InputStream in = PackagedText.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the program is incomplete: " + name + " is missing from it");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
