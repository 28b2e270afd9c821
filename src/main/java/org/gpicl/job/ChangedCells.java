package org.gpicl.job;

import java.util.Optional;
import org.gpicl.store.CellLedger;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;

final class ChangedCells {
  ChangedCells(CellLedger ledger) {}

  Optional<String> conflict(SweepTable sweeps, Sweep sweep) {
    return Optional.empty();
  }
}
