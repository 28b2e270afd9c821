package org.gpicl.sweep.yaml;

/**
 * One thing that is wrong with a sweep file.
 *
 * @param source the file, or the override such as {@code --set tasks=0}
 * @param line the line, counted from 1; 0 if there is none, as in an override
 * @param column the column, counted from 1; 0 if there is none
 * @param path the key, such as {@code transformer.heads}; empty if it concerns the whole file
 * @param message the offending value, and what would be right
 */
public record Problem(String source, int line, int column, String path, String message) {

  /** Whether both are about one value, or say the same of one key in one line. */
  boolean repeats(Problem other) {
    return line == other.line
        && source.equals(other.source)
        && path.equals(other.path)
        && (column == other.column || message.equals(other.message));
  }

  /**
   * A line such as {@code jobs/x.yaml:12: transformer.heads: 3 does not divide hidden size 64;
   * ...}.
   */
  @Override
  public String toString() {
    return source
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + message;
  }
}
