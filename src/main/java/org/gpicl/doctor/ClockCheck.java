package org.gpicl.doctor;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The time zone of schedules that do not name another. */
record ClockCheck(Clock clock) implements Check {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Override
  public List<Finding> look() {
    ZonedDateTime now = ZonedDateTime.now(clock);
    return List.of(
        Finding.ok("clock", "%s, zone %s".formatted(TIME.format(now), now.getZone().getId())));
  }
}
