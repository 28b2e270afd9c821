package org.gpicl.job.recovery;

import org.gpicl.sweep.Sweep;

/**
 * One thing to clear up after earlier runs of a sweep before it runs again. The caller holds the
 * sweep's lease, so no other process runs it.
 */
public interface RecoveryDuty {

  /** Clears up; does nothing if there is nothing left over. */
  void clearUp(Sweep sweep);
}
