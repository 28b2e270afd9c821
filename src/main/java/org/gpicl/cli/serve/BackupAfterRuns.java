package org.gpicl.cli.serve;

import java.time.Clock;
import java.time.Duration;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.metrics.Readings;
import org.gpicl.store.backup.DatabaseBackup;
import org.springframework.context.event.EventListener;

/** Backs up what each run of a server has changed, while the database stays open. */
final class BackupAfterRuns {
  private final DatabaseBackup backup;
  private final StopSignal never = new StopSignal();

  BackupAfterRuns(DatabaseBackup backup) {
    this.backup = backup;
  }

  Readings.OfBackup readings(Clock clock) {
    DatabaseBackup.State state = backup.state();
    return new Readings.OfBackup(
        state
            .newest()
            .map(at -> Math.max(0, Duration.between(at, clock.instant()).toMillis() / 1e3))
            .orElse(Double.NaN),
        state.due() ? 1 : 0,
        state.failed() ? 0 : 1);
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
