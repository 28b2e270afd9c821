package org.gpicl.fuzz;

import java.util.Base64;

/**
 * An input, and how it was made.
 *
 * @param made what was done to a sound one, in order
 * @param bytes the input
 */
public record FuzzedBytes(String made, byte[] bytes) {

  /** All that is needed to have this input again: {@code base64 -d} gives the file. */
  @Override
  public String toString() {
    return made + "; " + bytes.length + " bytes: " + Base64.getEncoder().encodeToString(bytes);
  }
}
