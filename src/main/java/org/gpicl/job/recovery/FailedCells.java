package org.gpicl.job.recovery;

import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Sweep;

/** Makes failed and quarantined cells eligible for training again, if the user asked for that. */
public final class FailedCells implements RecoveryDuty {
  private final CellRecovery cells;
  private final boolean retry;

  /**
   * @param retry whether the user asked for it
   */
  public FailedCells(CellRecovery cells, boolean retry) {
    this.cells = cells;
    this.retry = retry;
  }

  @Override
  public void clearUp(Sweep sweep) {
    if (retry) {
      cells.retryFailed(sweep.cells());
    }
  }
}
