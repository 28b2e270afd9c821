package org.gpicl.job;

import org.gpicl.engine.Engine;
import org.gpicl.store.CellLedger;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/**
 * What the steps of one run share.
 *
 * @param sweep what is run
 * @param engine what trains its cells
 * @param workers cells at a time
 * @param sets opens generated sets
 * @param ledger what happens to cells
 * @param stop asks everybody to stop
 * @param board what is going on
 * @param cost what cells are expected to take
 * @param reporting writes CSV files and figures
 * @param provenance engine, kernels, JDK and processor, as one line
 */
record SweepRun(
    Sweep sweep,
    Engine engine,
    int workers,
    GeneratedSets sets,
    CellLedger ledger,
    StopSignal stop,
    RunBoard board,
    CellCost cost,
    Reporting reporting,
    String provenance) {

  /** The cell of a hash. */
  Cell cell(String hash) {
    return sweep.cells().stream()
        .filter(cell -> cell.hash().equals(hash))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the sweep has no cell " + hash));
  }
}
