package org.gpicl.web;

import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health of what a server runs, beside that of its database and its disk. */
@Configuration(proxyBeanMethods = false)
class ServerHealth {

  @Bean
  HealthIndicator workersHealthIndicator(SweepQueue queue) {
    return () ->
        (queue.alive() ? Health.up() : Health.down())
            .withDetail(
                "running", queue.running().map(RunningSweep::sweep).map(s -> s.name()).orElse(""))
            .withDetail("waiting", queue.waiting().size())
            .build();
  }

  @Bean
  HealthIndicator schedulerHealthIndicator(Scheduler scheduler) {
    return () -> {
      try {
        boolean fires = scheduler.isStarted() && !scheduler.isInStandbyMode();
        return (fires ? Health.up() : Health.down())
            .withDetail("fired", scheduler.getMetaData().getNumberOfJobsExecuted())
            .build();
      } catch (SchedulerException e) {
        return Health.down(e).build();
      }
    };
  }
}
