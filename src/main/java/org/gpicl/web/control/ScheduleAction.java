package org.gpicl.web.control;

/** What can be done with schedules. */
public enum ScheduleAction {
  ADD,
  LIST,
  PAUSE,
  RESUME,
  REMOVE,
  NEXT
}
