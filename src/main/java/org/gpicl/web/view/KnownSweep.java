package org.gpicl.web.view;

import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;

/** A stored sweep, with what follows from it alone. */
record KnownSweep(SweepTable.Row row, Sweep sweep, SweepAxes axes) {

  static KnownSweep of(SweepTable.Row row) {
    Sweep sweep = row.sweep();
    return new KnownSweep(row, sweep, SweepAxes.of(sweep));
  }
}
