package org.gpicl.job.tracking;

/** A tracker does not answer, or refuses; the message says why. */
public final class TrackerException extends RuntimeException {
  private final boolean refused;

  private TrackerException(String message, boolean refused, Throwable cause) {
    super(message, cause);
    this.refused = refused;
  }

  /** It cannot be reached, or does not let us in: later it may. */
  static TrackerException away(String message, Throwable cause) {
    return new TrackerException(message, false, cause);
  }

  /** It does not take what was sent, and never will. */
  static TrackerException refused(String message, Throwable cause) {
    return new TrackerException(message, true, cause);
  }

  boolean isRefused() {
    return refused;
  }
}
