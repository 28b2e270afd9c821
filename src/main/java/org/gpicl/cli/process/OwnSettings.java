package org.gpicl.cli.process;

import static org.springframework.core.env.StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The settings of this program, {@code gpicl.*}, looked at before anything is opened: what Spring
 * Boot would pass over in silence or tell without its name.
 */
final class OwnSettings {
  private static final String OURS = "gpicl.";
  private static final Kind TEXT = new Kind("", text -> true);
  private static final Kind DURATION = new Kind("a time such as 2s or 5m", OwnSettings::isDuration);
  private static final Kind PORT = new Kind("a port from 0 to 65535", whole(0, 65_535));
  private static final Kind TRIES = new Kind("a whole number from 1 to 100", whole(1, 100));

  /** Those that there are; {@code config/application.yml} explains them. */
  static final Map<String, Kind> KNOWN =
      new TreeMap<>(
          Map.of(
              "gpicl.database.patience", DURATION,
              "gpicl.metrics.every", DURATION,
              "gpicl.serve.address", TEXT,
              "gpicl.serve.hosts", TEXT,
              "gpicl.serve.port", PORT,
              "gpicl.webhook.events", TEXT,
              "gpicl.webhook.tries", TRIES,
              "gpicl.webhook.url", TEXT));

  /**
   * What a setting takes.
   *
   * @param takes for people
   */
  record Kind(String takes, Predicate<String> accepts) {}

  private OwnSettings() {}

  private static Predicate<String> whole(int from, int to) {
    return text ->
        text.matches("\\d{1,9}") && Integer.parseInt(text) >= from && Integer.parseInt(text) <= to;
  }

  private static boolean isDuration(String text) {
    try {
      Duration duration = DurationStyle.detectAndParse(text);
      return !duration.isNegative() && !duration.isZero();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Looks at all of them.
   *
   * @throws UsageException that names the first that is wrong, and where it stands
   */
  static void check(ConfigurableEnvironment environment) {
    for (PropertySource<?> source : environment.getPropertySources()) {
      // Properties of the JVM are also the launcher's and the tests' own.
      if (source instanceof EnumerablePropertySource<?> known
          && !source.getName().equals(SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
        for (String name : known.getPropertyNames()) {
          String plain = name.replaceFirst("\\[\\d+]$", "");
          if (name.startsWith(OURS) && !KNOWN.containsKey(plain)) {
            throw new UsageException(
                "%s: there is no such setting (in %s); config/application.yml explains those that there are"
                    .formatted(name, source.getName()));
          }
        }
      }
    }
    KNOWN.forEach(
        (name, kind) -> {
          String value = environment.getProperty(name);
          if (value != null && !kind.accepts().test(value.strip())) {
            throw new UsageException("%s: %s is not %s".formatted(name, value, kind.takes()));
          }
        });
  }

  /** The user's mistake in a setting of Spring Boot's, or in a configuration file, if it is one. */
  static Optional<UsageException> mistake(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof BindException wrong && wrong.getProperty() != null) {
        return Optional.of(
            new UsageException(
                "%s: %s cannot be used (%s)"
                    .formatted(wrong.getName(), wrong.getProperty().getValue(), innermost(wrong))));
      }
      if (t instanceof MarkedYAMLException yaml) {
        return Optional.of(
            new UsageException(
                "config/application.yml (of the home, or of this folder) is no YAML: %s, line %d"
                    .formatted(
                        yaml.getProblem(),
                        yaml.getProblemMark() == null ? 1 : yaml.getProblemMark().getLine() + 1)));
      }
    }
    return Optional.empty();
  }

  private static String innermost(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return message.startsWith("No enum constant") ? "there is no such value" : message;
  }
}
