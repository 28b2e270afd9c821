package org.gpicl.cli.serve;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gpicl.home.Home;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.job.SweepRunner;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.job.queue.SweepListener;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.schedule.MissedTimes;
import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.H2Snapshot;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the queue of a server together, and tells everybody of what happens in it. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

  /** Told when the server cannot go on. */
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
      ObjectProvider<SweepListener> listeners,
      DataSourceProperties source,
      DatabaseSettings database) {
    Consumer<SweepEvent> everybody =
        event -> List.copyOf(listeners.stream().toList()).forEach(one -> one.accept(event));
    Duration waiting = ConnectionRetry.worthwhile(source.getUrl(), database.patience());
    return new SweepQueue(orders, runner, images, waiting, clock, everybody, end::because);
  }

  @Bean
  MissedTimes missedTimes(ScheduleTable schedules, SweepQueue queue) {
    return new MissedTimes(schedules, queue);
  }

  /** Backs the database up after each run, where it is the home's own file. */
  @Bean
  SweepListener backup(Home home, DataSource source, DataSourceProperties properties) {
    if (!H2File.of(home.database()).isAt(properties.getUrl())) {
      return event -> {};
    }
    DatabaseBackup backup =
        new DatabaseBackup(home, Clock.systemUTC(), System.err, new H2Snapshot(source)::copyTo);
    return new BackupAfterRuns(backup);
  }
}
