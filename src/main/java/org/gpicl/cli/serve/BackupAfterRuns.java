package org.gpicl.cli.serve;

import org.gpicl.job.queue.SweepEvent;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.backup.DatabaseBackup;
import org.springframework.context.event.EventListener;

/** Backs up what each run of a server has changed, while the database stays open. */
final class BackupAfterRuns {
  private final DatabaseBackup backup;
  private final StopSignal never = new StopSignal();

  BackupAfterRuns(DatabaseBackup backup) {
    this.backup = backup;
  }

  @EventListener(SweepEvent.Begun.class)
  void begun() {
    backup.changes();
  }

  @EventListener(SweepEvent.Ended.class)
  void ended() {
    try {
      backup.afterARun(never);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
