package org.gpicl.cli.serve;

import org.gpicl.job.queue.SweepEvent;
import org.gpicl.job.queue.SweepListener;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.backup.DatabaseBackup;

/** Backs up what each run of a server has changed, while the database stays open. */
final class BackupAfterRuns implements SweepListener {
  private final DatabaseBackup backup;
  private final StopSignal never = new StopSignal();

  BackupAfterRuns(DatabaseBackup backup) {
    this.backup = backup;
  }

  @Override
  public void accept(SweepEvent event) {
    if (event instanceof SweepEvent.Begun) {
      backup.changes();
    }
    if (event instanceof SweepEvent.Ended) {
      try {
        backup.afterARun(never);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
