package org.gpicl.cli.process;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.store.database.H2File;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The settings of a home, for commands that do not open its database. */
public final class HomeSettings {
  private HomeSettings() {}

  /**
   * Where the database is, from variables and configuration files, as {@link Application} finds it.
   *
   * @return by the names of Spring's variables; without a URL it is the home's file
   * @throws UsageException if a configuration file cannot be read, or the URL is empty
   */
  public static Map<String, String> database(Home home) {
    ConfigurableEnvironment environment = environment(home);
    Map<String, String> database = new HashMap<>();
    for (String name : List.of("url", "username", "password")) {
      String value = environment.getProperty("spring.datasource." + name);
      if (value != null) {
        if (name.equals("url")) {
          refuseBlank(value);
        }
        database.put("SPRING_DATASOURCE_" + name.toUpperCase(Locale.ROOT), value);
      }
    }
    return database;
  }

  static void refuseBlank(String url) {
    if (url.isBlank()) {
      throw new UsageException(
          "spring.datasource.url (SPRING_DATASOURCE_URL) is empty: leave it out to use the home's own file, or name a database such as jdbc:postgresql://HOST/DATABASE");
    }
  }

  /** The URL of a database that is not a file, and that other homes may share. */
  public static Optional<String> server(Home home) {
    return Optional.ofNullable(database(home).get("SPRING_DATASOURCE_URL"))
        .filter(url -> !H2File.isUrl(url));
  }

  private static ConfigurableEnvironment environment(Home home) {
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "files of the home",
                Map.of("spring.config.additional-location", HomeResources.SETTINGS)));
    try {
      ConfigDataEnvironmentPostProcessor.applyTo(environment, HomeResources.of(home), null);
    } catch (RuntimeException e) {
      throw SettingMistake.in(e).<RuntimeException>map(mistake -> mistake).orElse(e);
    }
    return environment;
  }
}
