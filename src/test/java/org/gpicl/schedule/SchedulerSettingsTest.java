package org.gpicl.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchedulerSettingsTest {

  @Test
  void serversThatShareAPostgresDatabaseAgreeOnWhoFires() {
    assertThat(SchedulerSettings.of("jdbc:postgresql://db/gpicl"))
        .containsEntry("spring.quartz.properties.org.quartz.jobStore.isClustered", "true")
        .containsEntry("spring.quartz.properties.org.quartz.scheduler.instanceId", "AUTO")
        .containsEntry(
            "spring.quartz.properties.org.quartz.jobStore.driverDelegateClass",
            "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
  }

  @Test
  void aDatabaseInAFileNeedsNoSettings() {
    assertThat(SchedulerSettings.of("jdbc:h2:file:/home/gpicl")).isEmpty();
  }
}
