package org.gpicl.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.cell.MigratedDatabase;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.quartz.Job;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.JobExecutionContextImpl;
import org.quartz.spi.OperableTrigger;
import org.quartz.spi.TriggerFiredBundle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The schedules of a new database, with a scheduler that stores its triggers there and is never
 * started, so that nothing fires but what a test fires.
 */
final class ServerSchedules implements AutoCloseable {
  private final SchedulerFactoryBean factory = new SchedulerFactoryBean();
  final PlatformTransactionManager transactions;
  final JdbcClient jdbc;
  final Scheduler quartz;
  final ScheduleTable table;
  final OrderTable orders;
  final List<ScheduleChanged> changes = new ArrayList<>();
  final List<SweepEvent> events = new ArrayList<>();
  final Schedules schedules;
  final SweepQueue queue;
  final MissedTimes missed;

  ServerSchedules() throws Exception {
    MigratedDatabase database = new MigratedDatabase();
    transactions = database.transactions;
    jdbc = JdbcClient.create(database.source);
    table = new ScheduleTable(jdbc, Clock.systemUTC());
    orders = new OrderTable(jdbc, Clock.systemUTC(), "test");
    Properties settings = new Properties();
    settings.setProperty("org.quartz.threadPool.threadCount", "1");
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    factory.setSchedulerName(UUID.randomUUID().toString()); // schedulers of one name share all
    factory.setDataSource(database.source);
    factory.setTransactionManager(transactions);
    factory.setQuartzProperties(settings);
    factory.afterPropertiesSet();
    quartz = factory.getScheduler();
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    schedules = new Schedules(quartz, table, orders, transaction, changes::add);
    queue =
        new SweepQueue(
            orders, null, null, Duration.ZERO, Clock.systemUTC(), events::add, broken -> {});
    missed = new MissedTimes(table, queue);
  }

  /** A small sweep; {@code schedule} is its section of that name, or empty for none. */
  static Sweep sweep(String name, String schedule) {
    String file =
        "name: %s\nrecipe: small\nimages: glyphs\nmodels: mlp\ntasks: 4\nhidden: 8\n"
            .formatted(name);
    String section = schedule.isEmpty() ? "" : "schedule: {" + schedule + "}\n";
    return SweepFile.parse(file + section, name + ".yaml", List.of());
  }

  /** What Quartz holds for a sweep; null if nothing. */
  Trigger trigger(String sweep) throws SchedulerException {
    return quartz.getTrigger(TriggerKey.triggerKey(sweep, Schedules.GROUP));
  }

  Trigger.TriggerState state(String sweep) throws SchedulerException {
    return quartz.getTriggerState(TriggerKey.triggerKey(sweep, Schedules.GROUP));
  }

  boolean hasJob(String sweep) throws SchedulerException {
    return quartz.checkExists(JobKey.jobKey(sweep, Schedules.GROUP));
  }

  /** Lets a sweep's time come, as Quartz does. */
  void fire(String sweep, Instant due) throws SchedulerException {
    Job job = new StartSweep(table, queue, missed);
    job.execute(
        new JobExecutionContextImpl(
            quartz,
            new TriggerFiredBundle(
                quartz.getJobDetail(JobKey.jobKey(sweep, Schedules.GROUP)),
                (OperableTrigger) trigger(sweep),
                null,
                false,
                Date.from(due.plusSeconds(3)),
                Date.from(due),
                null,
                null),
            job));
  }

  @Override
  public void close() throws SchedulerException {
    factory.destroy();
  }
}
