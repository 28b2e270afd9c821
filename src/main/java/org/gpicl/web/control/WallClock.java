package org.gpicl.web.control;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Formats instants for people. */
final class WallClock {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss z");

  private WallClock() {}

  /** In this machine's time zone. */
  static String local(Instant at) {
    return in(ZoneId.systemDefault(), at);
  }

  static String in(ZoneId zone, Instant at) {
    return FORMAT.format(at.atZone(zone));
  }
}
