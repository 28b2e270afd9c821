package org.gpicl.job.recovery;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.LeaseTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the lease of a sweep while it runs, and stops the run if the lease was lost. */
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("heartbeat"));
  private final LeaseTable leases;
  private final String sweep;
  private final String owner;
  private final StopSignal stop;

  public Heartbeat(LeaseTable leases, String sweep, String owner, StopSignal stop) {
    this.leases = leases;
    this.sweep = sweep;
    this.owner = owner;
    this.stop = stop;
    timer.scheduleWithFixedDelay(
        LogContext.inherited(this::beat), SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** Renews the lease once. */
  void beat() {
    try {
      if (!leases.renew(sweep, owner)) {
        stop.raise(
            "another process took sweep %s over, since this one seemed dead".formatted(sweep));
      }
    } catch (RuntimeException e) {
      LOG.warn("The lease of sweep {} could not be renewed", sweep, e);
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      leases.release(sweep, owner);
    } catch (RuntimeException e) {
      // It is no longer renewed, which others will notice.
      LOG.warn("The lease of sweep {} could not be released", sweep, e);
    }
  }
}
