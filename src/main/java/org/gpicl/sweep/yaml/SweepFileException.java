package org.gpicl.sweep.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A sweep file cannot be used; the message lists everything that is wrong with it, one a line. */
public final class SweepFileException extends RuntimeException {
  private final transient List<Problem> problems;

  SweepFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file, then of the overrides. */
  public List<Problem> problems() {
    return problems;
  }
}
