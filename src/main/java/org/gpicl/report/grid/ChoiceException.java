package org.gpicl.report.grid;

import org.gpicl.sweep.Sweep;

/** What was asked for is not in this sweep, or is more than a figure can show. */
public final class ChoiceException extends RuntimeException {
  public ChoiceException(String message) {
    super(message);
  }

  /** Of a cell that a sweep does not have. */
  public static ChoiceException noCell(Sweep sweep, String key) {
    return new ChoiceException(
        "sweep %s has no cell %s; `gpicl status %s` lists them, the first is %s"
            .formatted(sweep.name(), key, sweep.name(), sweep.cells().get(0).key()));
  }
}
