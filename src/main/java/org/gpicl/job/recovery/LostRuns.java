package org.gpicl.job.recovery;

import org.gpicl.store.RunTable;
import org.gpicl.sweep.Sweep;

/** Marks the runs that did not record how they ended as lost. */
public final class LostRuns implements RecoveryDuty {
  private final RunTable runs;

  public LostRuns(RunTable runs) {
    this.runs = runs;
  }

  @Override
  public void clearUp(Sweep sweep) {
    runs.lost(sweep.name());
  }
}
