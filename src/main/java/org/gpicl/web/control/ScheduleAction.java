package org.gpicl.web.control;

import java.util.Locale;

/** What can be done with schedules. */
public enum ScheduleAction {
  ADD,
  LIST,
  PAUSE,
  RESUME,
  REMOVE,
  NEXT;

  /** Its name in a request. */
  public String command() {
    return "schedule-" + name().toLowerCase(Locale.ROOT);
  }
}
