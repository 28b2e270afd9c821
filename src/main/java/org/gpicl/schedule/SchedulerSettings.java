package org.gpicl.schedule;

import java.util.HashMap;
import java.util.Map;

/** The settings with which Quartz stores schedules; an operator's own take precedence. */
public final class SchedulerSettings {
  private static final String QUARTZ = "spring.quartz.properties.org.quartz.";

  private SchedulerSettings() {}

  /**
   * The settings as properties of Spring Boot.
   *
   * @param url the URL of the database
   */
  public static Map<String, Object> of(String url) {
    Map<String, Object> settings = new HashMap<>();
    if (url.startsWith("jdbc:postgresql:")) {
      settings.put(
          QUARTZ + "jobStore.driverDelegateClass",
          "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
      // Several servers may share a database: only one of them fires each time.
      settings.put(QUARTZ + "jobStore.isClustered", "true");
      settings.put(QUARTZ + "scheduler.instanceId", "AUTO");
    }
    return settings;
  }
}
