package org.gpicl.home.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A kind of value: what it is called in messages, and what belongs to it. */
public enum Kind {
  TIME("a time such as 2s or 5m", value -> ((Duration) value).compareTo(Duration.ZERO) > 0),
  PORT("a port from 0 to 65535", value -> within((int) value, 0, 65_535)),
  TRIES("a whole number from 1 to 100", value -> within((int) value, 1, 100)),
  ADDRESS("an address such as 127.0.0.1, or a name that has one", Kind::isAddress),
  NAME("a name", value -> !((String) value).isBlank()),
  WEB_ADDRESS("an address that begins with http:// or https://", Kind::isWebAddress),
  HOST_NAMES(
      "a list of names such as lab.example or *.lab.example, without http://, port and path",
      value -> ((Collection<?>) value).stream().allMatch(Kind::isHostName)),
  RUN_EVENTS(
      "a list of some of finished, failed, missed, skipped and stopped",
      value ->
          List.of("finished", "failed", "missed", "skipped", "stopped")
              .containsAll((Collection<?>) value));

  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?i)(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  private final String description;
  private final Predicate<Object> accepts;

  Kind(String description, Predicate<Object> accepts) {
    this.description = description;
    this.accepts = accepts;
  }

  /** Such as {@code a port from 0 to 65535}. */
  public String description() {
    return description;
  }

  /**
   * @param value of the setting's type
   */
  public boolean accepts(Object value) {
    return accepts.test(value);
  }

  private static boolean within(int value, int from, int to) {
    return value >= from && value <= to;
  }

  /** Browsers send names of this form only, an international one in its form of ASCII. */
  private static boolean isHostName(Object name) {
    return HOST_NAME.matcher((String) name).matches();
  }

  private static boolean isAddress(Object value) {
    try {
      // Java resolves an empty name to this machine.
      return !((String) value).isBlank() && InetAddress.getByName((String) value) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isWebAddress(Object value) {
    String text = (String) value;
    if (text.isBlank()) {
      return true;
    }
    try {
      String scheme = URI.create(text).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
