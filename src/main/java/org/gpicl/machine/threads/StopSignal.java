package org.gpicl.machine.threads;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The flag by which a run, or one part of it, is asked to stop. A flag and never an interrupt: an
 * interrupted thread inside H2 can close the whole database.
 */
public final class StopSignal {
  private static final String ASKED = "";
  private static final String WHOLE = "";

  private final AtomicReference<String> because;
  private final Set<String> alone;
  private final String part;

  public StopSignal() {
    this(new AtomicReference<>(), ConcurrentHashMap.newKeySet(), WHOLE);
  }

  private StopSignal(AtomicReference<String> because, Set<String> alone, String part) {
    this.because = because;
    this.alone = alone;
    this.part = part;
  }

  /** Asks the run to stop. */
  public void raise() {
    because.compareAndSet(null, ASKED);
  }

  /**
   * Stops a run that cannot continue but may be resumed once the cause is fixed.
   *
   * @param reason for the user; the first one stays
   */
  public void raise(String reason) {
    because.compareAndSet(null, reason);
  }

  /** Asks one part of the run to stop; the others continue. */
  public void raiseFor(String one) {
    alone.add(one);
  }

  /** Whether a part was asked to stop while the others continue. */
  public boolean raisedFor(String one) {
    return alone.contains(one);
  }

  /** Whether any part was. */
  public boolean raisedForSome() {
    return !alone.isEmpty();
  }

  /** The signal of one part: raised with that of the run, or for the part alone. */
  public StopSignal of(String one) {
    return new StopSignal(because, alone, one);
  }

  public boolean raised() {
    return because.get() != null || alone.contains(part);
  }

  /** Why the run cannot continue; empty if it was only asked to stop, or not at all. */
  public Optional<String> reason() {
    return Optional.ofNullable(because.get()).filter(reason -> !reason.equals(ASKED));
  }
}
