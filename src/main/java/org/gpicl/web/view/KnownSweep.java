package org.gpicl.web.view;

import java.util.List;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/** A stored sweep, with what follows from it alone. */
record KnownSweep(SweepTable.Row row, Sweep sweep, List<String> hashes, SweepAxes axes) {

  static KnownSweep of(SweepTable.Row row) {
    Sweep sweep = row.sweep();
    return new KnownSweep(
        row, sweep, sweep.cells().stream().map(Cell::hash).toList(), SweepAxes.of(sweep));
  }
}
