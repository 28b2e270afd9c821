package org.gpicl.cli.process;

import java.util.Locale;
import java.util.Optional;

/** {@code GPICL_LOG_FORMAT}: a short way to Spring Boot's property of structured log files. */
final class LogFormat {
  static final String PROPERTY = "logging.structured.format.file";

  /** Of Spring Boot's formats the one whose fields are flat. */
  private static final String JSON = "logstash";

  private LogFormat() {}

  /** Empty where the environment says nothing, and where it says text. */
  static Optional<String> ofEnvironment() {
    return of(System.getenv("GPICL_LOG_FORMAT"));
  }

  /**
   * @param asked null where nothing was asked for; {@code json}, or a format that Spring Boot knows
   */
  static Optional<String> of(String asked) {
    String format = asked == null ? "" : asked.strip().toLowerCase(Locale.ROOT);
    return switch (format) {
      case "", "text" -> Optional.empty();
      case "json" -> Optional.of(JSON);
      default -> Optional.of(format);
    };
  }
}
