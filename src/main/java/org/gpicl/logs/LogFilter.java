package org.gpicl.logs;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.event.Level;

/**
 * Which lines are wanted. What it lets pass follows the order of the log, since a line that is no
 * first one goes with the one before it.
 */
public final class LogFilter {
  private final String sweep;
  private final String cell;
  private final Level least;
  private final Set<String> sweeps = new TreeSet<>();
  private final Set<String> cells = new TreeSet<>();
  private boolean passing;

  /**
   * @param cell empty for the sweep with all its cells
   * @param least the least level
   */
  public LogFilter(String sweep, String cell, Level least) {
    this.sweep = sweep;
    this.cell = cell;
    this.least = least;
  }

  /** Whether a line begins something that is wanted. */
  enum Part {
    FIRST,
    FURTHER,
    NONE
  }

  /** Looks at the next line of the log. */
  Part look(LogLine firstOrNull) {
    if (firstOrNull == null) {
      return passing ? Part.FURTHER : Part.NONE;
    }
    if (!firstOrNull.sweep().isEmpty()) {
      sweeps.add(firstOrNull.sweep());
    }
    boolean ofTheSweep = firstOrNull.sweep().equals(sweep);
    if (ofTheSweep && !firstOrNull.cell().isEmpty()) {
      cells.add(firstOrNull.cell());
    }
    passing =
        ofTheSweep
            && (cell.isEmpty() || firstOrNull.cell().equals(cell))
            && firstOrNull.level().toInt() >= least.toInt();
    return passing ? Part.FIRST : Part.NONE;
  }

  /** Whether some line was about what is wanted, whatever its level. */
  public boolean known() {
    return sweeps.contains(sweep) && (cell.isEmpty() || cells.contains(cell));
  }

  /** The sweeps that were met. */
  public Set<String> sweeps() {
    return sweeps;
  }

  /** The cells of the wanted sweep that were met. */
  public Set<String> cells() {
    return cells;
  }
}
