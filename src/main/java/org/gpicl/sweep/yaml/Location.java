package org.gpicl.sweep.yaml;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param source the file or the override
 * @param base the directory that relative paths in it are resolved from
 * @param line counted from 1; 0 in an override
 * @param column counted from 1; 0 in an override
 */
public record Location(String source, Path base, int line, int column) {

  /**
   * The location of an override, which has no lines; paths in it are resolved from the working
   * directory.
   */
  public static Location override(String text) {
    return new Location("--set " + text, Path.of(""), 0, 0);
  }

  /**
   * A place in a text that begins here, with lines and columns counted from 0; an override stays
   * the same.
   */
  public Location at(int zeroBasedLine, int zeroBasedColumn) {
    return line == 0
        ? this
        : new Location(
            source,
            base,
            line + zeroBasedLine,
            zeroBasedLine == 0 ? column + zeroBasedColumn : zeroBasedColumn + 1);
  }
}
