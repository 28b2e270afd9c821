package org.gpicl.job;

import java.util.Map;
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
 * @param cores what its cells run on
 * @param sets opens generated sets
 * @param ledger what happens to cells
 * @param stop asks everybody to stop
 * @param board what is going on
 * @param cost what cells are expected to take
 * @param reporting writes CSV files and figures
 * @param provenance engine, kernels, JDK and processor, as one line
 * @param byKey the sweep's cells by their keys
 */
record SweepRun(
    Sweep sweep,
    Engine engine,
    int workers,
    WorkerCores cores,
    GeneratedSets sets,
    CellLedger ledger,
    StopSignal stop,
    RunBoard board,
    CellCost cost,
    Reporting reporting,
    String provenance,
    Map<String, Cell> byKey) {

  /** The cell of a key. */
  Cell cell(String key) {
    Cell cell = byKey.get(key);
    if (cell == null) {
      throw new IllegalStateException("the sweep has no cell " + key);
    }
    return cell;
  }
}
