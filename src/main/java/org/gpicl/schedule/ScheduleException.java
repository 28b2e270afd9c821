package org.gpicl.schedule;

/** A schedule cannot be created; the message says what to do. */
public class ScheduleException extends RuntimeException {
  public ScheduleException(String message) {
    super(message);
  }
}
