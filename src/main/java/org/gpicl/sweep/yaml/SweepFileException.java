package org.gpicl.sweep.yaml;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown if a sweep file cannot be used; the message lists everything that is wrong, one problem
 * per line.
 */
public final class SweepFileException extends RuntimeException {
  private final transient List<Problem> problems;

  SweepFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of the file, then of the overrides. */
  public List<Problem> problems() {
    return problems;
  }
}
