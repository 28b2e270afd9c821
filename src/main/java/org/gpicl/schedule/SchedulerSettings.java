package org.gpicl.schedule;

import java.util.HashMap;
import java.util.Map;

/** The settings with which Quartz stores schedules; an operator's own take precedence. */
public final class SchedulerSettings {
  private static final String QUARTZ = "spring.quartz.properties.org.quartz.";
  private static final String STORE = QUARTZ + "jobStore.";

  private SchedulerSettings() {}

  /**
   * The settings as properties of Spring Boot.
   *
   * @param url the URL of the database
   */
  public static Map<String, Object> of(String url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.quartz.job-store-type", "jdbc");
    // Migration V6 creates the schema; Quartz's own script would drop the tables first.
    settings.put("spring.quartz.jdbc.initialize-schema", "never");
    settings.put("spring.quartz.auto-startup", "false");
    settings.put("spring.quartz.scheduler-name", "gpicl");
    settings.put(QUARTZ + "scheduler.skipUpdateCheck", "true");
    // A firing only puts its sweep into the queue.
    settings.put(QUARTZ + "threadPool.threadCount", "1");
    settings.put(STORE + "misfireThreshold", "60000");
    if (url.startsWith("jdbc:postgresql:")) {
      settings.put(
          STORE + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
      // Several servers may share a database: only one of them fires each time.
      settings.put(STORE + "isClustered", "true");
      settings.put(QUARTZ + "scheduler.instanceId", "AUTO");
    }
    return settings;
  }
}
