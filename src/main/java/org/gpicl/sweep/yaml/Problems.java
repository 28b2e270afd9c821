package org.gpicl.sweep.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Collects what is wrong with a sweep file, so that all of it is reported at once. */
public final class Problems {
  /** More would not be read by anyone, and a hostile file could hold millions. */
  private static final int MOST = 100;

  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem, unless the same value already has one, or its line says the same. */
  public void add(Location at, String path, String message) {
    Problem problem = new Problem(at.source(), at.line(), at.column(), path, message);
    // Every combination of a sweep's axes may have the same one.
    if (!full() && found.stream().noneMatch(problem::repeats)) {
      found.add(problem);
    }
  }

  /** Whether further problems are dropped. */
  public boolean full() {
    return found.size() >= MOST;
  }

  /** Whether all are about keys of some kind. */
  public boolean areAll(Predicate<String> paths) {
    return found.stream().map(Problem::path).allMatch(paths);
  }

  /** Whether nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Throws all problems: the file's by line, then those of overrides. */
  public void throwIfAny() {
    if (none()) {
      return;
    }
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem p) -> p.line() == 0)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    throw new SweepFileException(sorted);
  }
}
