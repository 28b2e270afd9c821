package org.gpicl.schedule;

/** A schedule cannot be made or is not there; the message tells a user what to do. */
public final class ScheduleException extends RuntimeException {
  public ScheduleException(String message) {
    super(message);
  }
}
