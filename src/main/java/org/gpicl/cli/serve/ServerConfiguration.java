package org.gpicl.cli.serve;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.gpicl.home.Home;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.schedule.MissedTimes;
import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.H2Snapshot;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The queue of a server, which publishes what happens to its orders as events. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ServerConfiguration {

  /** Called when the server cannot continue. */
  @Bean
  ServerEnd serverEnd() {
    return new ServerEnd();
  }

  @Bean
  SweepQueue sweepQueue(
      OrderTable orders,
      SweepRunner runner,
      ImageLibrary images,
      Clock clock,
      ServerEnd end,
      ApplicationEventPublisher events,
      DataSourceProperties source,
      DatabaseSettings database) {
    Duration waiting = ConnectionRetry.worthwhile(source.getUrl(), database.patience());
    return new SweepQueue(
        orders, runner, images, waiting, clock, events::publishEvent, end::because);
  }

  @Bean
  MissedTimes missedTimes(ScheduleTable schedules, SweepQueue queue) {
    return new MissedTimes(schedules, queue);
  }

  /** Null, which listens to nothing, where the database is not the home's own file. */
  @Bean
  BackupAfterRuns backupAfterRuns(Home home, DataSource source, DataSourceProperties properties) {
    if (!H2File.of(home.database()).isAt(properties.getUrl())) {
      return null;
    }
    DatabaseBackup backup =
        new DatabaseBackup(home, Clock.systemUTC(), System.err, new H2Snapshot(source)::copyTo);
    return new BackupAfterRuns(backup);
  }
}
