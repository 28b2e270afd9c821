package org.gpicl.schedule;

/** Thrown if a schedule cannot be created or does not exist; the message says what to do. */
public final class ScheduleException extends RuntimeException {
  public ScheduleException(String message) {
    super(message);
  }
}
