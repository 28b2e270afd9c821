package org.gpicl.machine;

import java.time.ZoneId;
import java.util.Optional;

/**
 * The time zone of this machine.
 *
 * @param inUse the zone that Java uses
 * @param variable the environment's {@code TZ}; empty if it is not set
 */
public record SystemZone(ZoneId inUse, String variable) {

  public static final String ADVICE =
      "set TZ to a name such as Europe/Berlin, or schedule.zone in the sweep file";

  /** That of this process. */
  public static SystemZone current() {
    return new SystemZone(
        ZoneId.systemDefault(), Optional.ofNullable(System.getenv("TZ")).orElse(""));
  }

  /**
   * What is wrong with {@code TZ}, if anything: of a name that it does not know, Java uses today's
   * difference from GMT, so that schedules are an hour off when clocks change, or more.
   */
  public Optional<String> misread() {
    String name = variable.replaceFirst("^:", "").replaceFirst("^posix/", "");
    boolean known = name.isEmpty() || ZoneId.getAvailableZoneIds().contains(name);
    return known || !inUse.getId().startsWith("GMT")
        ? Optional.empty()
        : Optional.of(
            "TZ is %s, which Java does not know, so that times are in %s"
                .formatted(variable, inUse.getId()));
  }
}
