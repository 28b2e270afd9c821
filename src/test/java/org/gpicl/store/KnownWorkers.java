package org.gpicl.store;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.store.cell.MigratedDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of a cluster in memory, with a clock that a test sets. */
public final class KnownWorkers {
  public final AtomicReference<Instant> now;
  public final Clock clock;
  public final JdbcClient jdbc = JdbcClient.create(new MigratedDatabase().source);
  public final WorkerTable workers;
  public final ClaimTable claims;
  public final LeaseTable leases;

  public KnownWorkers(Instant begin) {
    now = new AtomicReference<>(begin);
    clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    workers = new WorkerTable(jdbc, clock);
    claims = new ClaimTable(jdbc, clock);
    leases = new LeaseTable(jdbc, clock);
  }

  /** A worker takes its lease and introduces itself. */
  public void begin(String owner, String description, int places) {
    leases.acquire(LeaseTable.ofWorker(owner), owner);
    workers.begin(new WorkerTable.Introduction(owner, "host", "9.9", description, places));
  }

  /** Its lease goes; what that means for the rest, the test says. */
  public void release(String owner) {
    leases.release(LeaseTable.ofWorker(owner), owner);
  }
}
