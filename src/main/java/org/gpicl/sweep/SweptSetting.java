package org.gpicl.sweep;

/**
 * What a cell has of a setting that its sweep varies beside model, tasks, hidden size and seed.
 *
 * @param path the key, such as {@code transformer.learningRate}
 * @param value as a sweep file writes it, such as {@code 0.003}
 */
public record SweptSetting(String path, String value) {

  /** The key without its section. */
  public String leaf() {
    return path.substring(path.indexOf('.') + 1);
  }
}
