package org.gpicl.cli.serve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gpicl.engine.CoreRate;
import org.gpicl.home.Home;
import org.gpicl.home.settings.MetricsSettings;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.readings.DatabaseReadings;
import org.gpicl.job.readings.SweepReadings;
import org.gpicl.metrics.MetersRefresher;
import org.gpicl.metrics.NvmlDevices;
import org.gpicl.metrics.Readings;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.schedule.ScheduleEntry;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.OrderTable;
import org.gpicl.web.live.LiveEvents;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Has the meters of a server show what it is doing. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MetricsSettings.class)
@Import(CountedFirings.class)
class ServerMetrics {

  @Bean
  CoreRate coreRate() {
    return new CoreRate();
  }

  @Bean
  MetersRefresher metersRefresher(
      SweepMeters meters,
      DatabaseReadings stored,
      Home home,
      Clock clock,
      SweepQueue queue,
      Schedules schedules,
      OrderTable orders,
      LiveEvents events,
      ObjectProvider<BackupAfterRuns> backup,
      CoreRate rate) {
    SweepReadings.Sources sources =
        new SweepReadings.Sources(
            queue::running,
            () -> schedules.all().stream().map(entry -> readings(entry, orders, clock)).toList(),
            () ->
                backup.stream()
                    .findFirst()
                    .map(made -> made.readings(clock))
                    .orElse(Readings.OfBackup.NONE),
            () -> queue.waiting().size(),
            events::listening,
            rate,
            NvmlDevices.ofThisMachine());
    return new MetersRefresher(meters, new SweepReadings(stored, home, clock, sources));
  }

  @Bean
  SchedulingConfigurer regularly(MetersRefresher meters, MetricsSettings settings) {
    return tasks -> tasks.addFixedDelayTask(meters::refresh, settings.every());
  }

  private static Readings.OfSchedule readings(ScheduleEntry entry, OrderTable orders, Clock clock) {
    return new Readings.OfSchedule(
        entry.sweep(),
        seconds(entry.paused() ? Optional.empty() : entry.next()),
        Schedules.longestInterval(entry, clock.instant())
            .map(Duration::toSeconds)
            .map(Long::doubleValue)
            .orElse(Double.NaN),
        seconds(orders.lastScheduledSuccess(entry.sweep())),
        entry.last().map(OrderTable.Row::state).filter(OrderTable.State::bad).isEmpty());
  }

  private static double seconds(Optional<Instant> at) {
    return at.map(instant -> instant.toEpochMilli() / 1e3).orElse(Double.NaN);
  }
}
