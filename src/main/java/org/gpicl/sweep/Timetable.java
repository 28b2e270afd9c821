package org.gpicl.sweep;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TimeZone;

/** When a server runs a sweep on its own. */
public sealed interface Timetable {

  /** Only on request. */
  record Never() implements Timetable {}

  /**
   * At times given by a cron expression.
   *
   * @param expression a Quartz expression of six or seven fields, seconds first
   * @param zone the time zone of these times
   * @param missed what happens if no server was running at a time
   * @param stopAfter how long a scheduled run may take before it is stopped, to be resumed at the
   *     next time; zero for no limit
   */
  record Cron(String expression, ZoneId zone, Missed missed, Duration stopAfter)
      implements Timetable {}

  /**
   * The same zone for libraries that take a TimeZone; empty if there is none. By its name alone,
   * {@code UTC+2} would silently become GMT.
   */
  static Optional<TimeZone> timeZone(ZoneId zone) {
    TimeZone same = TimeZone.getTimeZone(zone.normalized());
    return Optional.of(same).filter(it -> it.toZoneId().getRules().equals(zone.getRules()));
  }

  /** What happens if no server was running at a time. */
  enum Missed {
    /** The sweep runs once, as soon as a server is running. */
    RUN_ONCE,
    /** The sweep waits for its next time. */
    SKIP
  }
}
