package org.gpicl.job.tracking;

/** A tracker does not answer, or refuses; the message says why. */
public final class TrackerException extends RuntimeException {
  TrackerException(String message, Throwable cause) {
    super(message, cause);
  }
}
