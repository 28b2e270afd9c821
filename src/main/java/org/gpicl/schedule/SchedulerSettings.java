package org.gpicl.schedule;

import java.util.Map;

/** How Quartz keeps schedules; what an operator configures wins. */
public final class SchedulerSettings {
  private static final String QUARTZ = "spring.quartz.properties.org.quartz.";

  private SchedulerSettings() {}

  /** As Spring Boot's properties. */
  public static Map<String, Object> defaults() {
    return Map.of(
        "spring.quartz.job-store-type",
        "jdbc",
        // Ours is V6 of the migrations; its own would drop the tables first.
        "spring.quartz.jdbc.initialize-schema",
        "never",
        "spring.quartz.auto-startup",
        "false",
        "spring.quartz.scheduler-name",
        "gpicl",
        QUARTZ + "scheduler.skipUpdateCheck",
        "true",
        // A firing only puts its sweep into the queue.
        QUARTZ + "threadPool.threadCount",
        "1",
        QUARTZ + "jobStore.misfireThreshold",
        "60000");
  }
}
