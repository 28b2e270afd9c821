package org.gpicl.machine.threads;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The flag by which a run is asked to stop. A flag and never an interrupt: an interrupted thread
 * inside H2 can close the whole database.
 */
public final class StopSignal {
  private static final String ASKED = "";

  private final AtomicReference<String> because = new AtomicReference<>();

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

  public boolean raised() {
    return because.get() != null;
  }

  /** Why the run cannot continue; empty if it was only asked to stop, or not at all. */
  public Optional<String> reason() {
    return Optional.ofNullable(because.get()).filter(reason -> !reason.equals(ASKED));
  }
}
