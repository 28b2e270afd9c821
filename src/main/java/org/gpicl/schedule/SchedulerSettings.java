package org.gpicl.schedule;

import java.util.HashMap;
import java.util.Map;

/** How Quartz keeps schedules; what an operator configures wins. */
public final class SchedulerSettings {
  private static final String QUARTZ = "spring.quartz.properties.org.quartz.";
  private static final String STORE = QUARTZ + "jobStore.";

  private SchedulerSettings() {}

  /**
   * As Spring Boot's properties.
   *
   * @param url of the database
   */
  public static Map<String, Object> of(String url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.quartz.job-store-type", "jdbc");
    // Ours is V6 of the migrations; its own would drop the tables first.
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
      // Several servers may share a database: each time is fired by one of them.
      settings.put(STORE + "isClustered", "true");
      settings.put(QUARTZ + "scheduler.instanceId", "AUTO");
    }
    return settings;
  }
}
