package org.gpicl.web.control;

import org.gpicl.report.ResultTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** The results of a sweep so far, as a table for the terminal. */
public final class SweepResults {
  private final CellRecords records;
  private final LeaseTable leases;

  SweepResults(CellRecords records, LeaseTable leases) {
    this.records = records;
    this.leases = leases;
  }

  public String of(Sweep sweep) {
    return ResultTable.of(
        sweep, records.outcomes(sweep, owner -> leases.heldBy(owner).isPresent()));
  }
}
