package org.gpicl.doctor;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.gpicl.machine.SystemZone;

/** The time zone of schedules that do not name another. */
record ClockCheck(Clock clock, SystemZone zone) implements Check {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Override
  public List<Finding> look() {
    ZonedDateTime now = ZonedDateTime.now(clock);
    String text = "%s, zone %s".formatted(TIME.format(now), now.getZone().getId());
    return List.of(
        zone.misread()
            .map(reason -> Finding.note("clock", text + "; " + reason, SystemZone.ADVICE))
            .orElse(Finding.ok("clock", text)));
  }
}
