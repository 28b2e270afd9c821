package org.gpicl.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.gpicl.store.LeaseTable;

/**
 * Takes the lease of a sweep, if need be from a process that is gone. Whether one is gone is seen
 * by watching: a live owner renews its lease, so one that stands still long enough has lost its
 * owner. The clocks of two machines are never compared.
 */
final class LeaseWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private final LeaseTable leases;

  LeaseWatch(LeaseTable leases) {
    this.leases = leases;
  }

  /**
   * @return the live owner, or empty if the lease is ours now
   */
  Optional<LeaseTable.Holder> take(String sweep, String owner, StopSignal stop) {
    Optional<LeaseTable.Holder> holder = leases.acquire(sweep, owner);
    if (holder.isEmpty()) {
      return holder;
    }
    Instant lastRenewal = holder.get().renewedAt();
    long patience = System.nanoTime() + LeaseTable.EXPIRY.toNanos();
    while (System.nanoTime() < patience && !stop.raised()) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      holder = leases.acquire(sweep, owner);
      if (holder.isEmpty() || !holder.get().renewedAt().equals(lastRenewal)) {
        return holder;
      }
    }
    if (stop.raised()) {
      return holder;
    }
    leases.release(sweep, holder.get());
    return leases.acquire(sweep, owner);
  }
}
