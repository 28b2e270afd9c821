package org.gpicl.job;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gpicl.store.LeaseTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the lease of a sweep while it runs, and stops the run if the lease was lost. */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
          });
  private final LeaseTable leases;
  private final String sweep;
  private final String owner;

  Heartbeat(LeaseTable leases, String sweep, String owner, StopSignal stop) {
    this.leases = leases;
    this.sweep = sweep;
    this.owner = owner;
    timer.scheduleAtFixedRate(() -> beat(stop), SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  private void beat(StopSignal stop) {
    try {
      if (!leases.renew(sweep, owner)) {
        LOG.error("The lease of sweep {} was taken by another process; stopping", sweep);
        stop.raise();
      }
    } catch (RuntimeException e) {
      LOG.warn("The lease of sweep {} could not be renewed", sweep, e);
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    leases.release(sweep, owner);
  }
}
