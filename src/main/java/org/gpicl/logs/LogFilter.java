package org.gpicl.logs;

import java.util.Set;
import java.util.TreeSet;
import org.slf4j.event.Level;

/**
 * Selects lines of a log. Lines must be passed in order, since one that begins no entry belongs to
 * the entry before it.
 */
public final class LogFilter {
  private final String sweep;
  private final String cell;
  private final Level least;
  private final Set<String> sweeps = new TreeSet<>();
  private final Set<String> cells = new TreeSet<>();
  private boolean passing;

  /**
   * Selects the lines of a sweep or a cell.
   *
   * @param cell empty for the sweep with all its cells
   * @param least the least level
   */
  public LogFilter(String sweep, String cell, Level least) {
    this.sweep = sweep;
    this.cell = cell;
    this.least = least;
  }

  /** How a line relates to the selected entries. */
  enum Part {
    FIRST,
    FURTHER,
    NONE
  }

  /** Classifies the next line of the log. */
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

  /** Whether any line was about the selected sweep or cell, whatever its level. */
  public boolean known() {
    return sweeps.contains(sweep) && (cell.isEmpty() || cells.contains(cell));
  }

  /** The sweeps that appeared in the log. */
  public Set<String> sweeps() {
    return sweeps;
  }

  /** The cells of the selected sweep that appeared in the log. */
  public Set<String> cells() {
    return cells;
  }
}
