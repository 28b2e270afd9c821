package org.gpicl.sweep;

import java.time.Duration;
import java.time.ZoneId;

/** When a sweep is run by itself. */
public sealed interface Timetable {

  /** Only when it is asked for. */
  record Never() implements Timetable {}

  /**
   * At times that a cron expression names.
   *
   * @param expression of six or seven fields, seconds first, as Quartz has them
   * @param zone whose clock is meant
   * @param missed what becomes of times at which no server was there
   * @param stopAfter how long a run may take that it began, resumable at the next time; zero for as
   *     long as it takes
   */
  record Cron(String expression, ZoneId zone, Missed missed, Duration stopAfter)
      implements Timetable {}

  /** What becomes of times at which no server was there. */
  enum Missed {
    /** They are made up for once, as soon as one is there. */
    RUN_ONCE,
    /** The next time is waited for. */
    SKIP
  }
}
