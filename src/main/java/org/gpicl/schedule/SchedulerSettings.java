package org.gpicl.schedule;

import java.util.HashMap;
import java.util.Map;

/** What Quartz needs for a database, beside what application.properties sets for all. */
public final class SchedulerSettings {
  private static final String QUARTZ = "spring.quartz.properties.org.quartz.";

  private SchedulerSettings() {}

  /**
   * Properties of Spring Boot, which an operator's override.
   *
   * @param url of the database
   */
  public static Map<String, Object> of(String url) {
    Map<String, Object> settings = new HashMap<>();
    if (url.startsWith("jdbc:postgresql:")) {
      settings.put(
          QUARTZ + "jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
      // Several servers may share a database: each time is fired by one of them.
      settings.put(QUARTZ + "jobStore.isClustered", "true");
      settings.put(QUARTZ + "scheduler.instanceId", "AUTO");
    }
    return settings;
  }
}
