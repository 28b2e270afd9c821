package org.gpicl.job.recovery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.LeaseTable;

/**
 * Takes the lease of a sweep, if necessary from a dead process. A live owner renews its lease, so a
 * lease that does not change for many looks has lost its owner. Looks are counted and no clock is
 * read: those of two machines are never compared, and a laptop that was asleep between two looks
 * has looked twice, not for hours.
 */
public final class LeaseWatch {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final long LOOKS = LeaseTable.EXPIRY.dividedBy(BETWEEN_LOOKS);

  private final LeaseTable leases;
  private final Runnable pause;
  private final Consumer<String> notices;

  public LeaseWatch(LeaseTable leases) {
    this(leases, notice -> {});
  }

  /**
   * @param notices receives what is waited for, as soon as the wait begins
   */
  public LeaseWatch(LeaseTable leases, Consumer<String> notices) {
    this(leases, () -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()), notices);
  }

  /**
   * @param pause waits between two looks
   */
  LeaseWatch(LeaseTable leases, Runnable pause, Consumer<String> notices) {
    this.leases = leases;
    this.pause = pause;
    this.notices = notices;
  }

  /**
   * @return the live owner, or empty if the lease is ours now
   */
  public Optional<LeaseTable.Holder> take(String sweep, String owner, StopSignal stop) {
    Optional<LeaseTable.Holder> holder = leases.acquire(sweep, owner);
    holder.ifPresent(other -> notices.accept(waitingFor(other)));
    if (holder.isPresent() && gone(holder.get(), stop)) {
      leases.release(holder.get());
      return leases.acquire(sweep, owner);
    }
    return holder;
  }

  /**
   * Releases the lease of an owner that is gone.
   *
   * @return whether it is gone, or holds nothing
   */
  public boolean clear(String owner, StopSignal stop) {
    Optional<LeaseTable.Holder> held = leases.heldBy(owner);
    if (held.isPresent() && gone(held.get(), stop)) {
      leases.release(held.get());
    }
    return leases.heldBy(owner).isEmpty();
  }

  private static String waitingFor(LeaseTable.Holder other) {
    return "Sweep %s is marked as run by process %s since %s: watching for up to %d s whether that process is alive ..."
        .formatted(
            other.sweep(), other.process(), other.acquiredAt(), LeaseTable.EXPIRY.toSeconds());
  }

  private boolean gone(LeaseTable.Holder holder, StopSignal stop) {
    for (long look = 0; look < LOOKS && !stop.raised(); look++) {
      pause.run();
      Optional<LeaseTable.Holder> now = leases.heldBy(holder.owner());
      if (now.isEmpty() || now.get().beats() != holder.beats()) {
        return now.isEmpty();
      }
    }
    return !stop.raised();
  }
}
