package org.gpicl.job.recovery;

import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Sweep;

/**
 * Marks the cells that a dead process was training as stopped. A cell may belong to several sweeps:
 * one whose owner holds the lease of another sweep is in training there, and stays.
 */
public final class AbandonedCells implements RecoveryDuty {
  private final CellRecovery cells;
  private final LeaseTable leases;

  public AbandonedCells(CellRecovery cells, LeaseTable leases) {
    this.cells = cells;
    this.leases = leases;
  }

  @Override
  public void clearUp(Sweep sweep) {
    cells.stopAbandoned(sweep.cells(), owner -> leases.heldBy(owner).isPresent());
  }
}
