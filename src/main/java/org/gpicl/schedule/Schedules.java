package org.gpicl.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.yaml.SweepFileException;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The schedules of a database: our own table holds what they run, Quartz's tables hold when. Both
 * change in one transaction.
 */
public final class Schedules {
  static final String GROUP = "sweeps";

  /** Enough for a schedule of weekdays to show its weekend. */
  private static final int COMPARED = 8;

  private final Scheduler quartz;
  private final ScheduleTable table;
  private final OrderTable orders;
  private final TransactionTemplate transaction;
  private final Consumer<ScheduleChanged> changed;

  /**
   * A cache, since metrics are read every few seconds, and reading a file expands the whole sweep.
   */
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  private record Read(ScheduleTable.Row row, Timetable timetable) {}

  /**
   * @param changed is called after each change
   */
  public Schedules(
      Scheduler quartz,
      ScheduleTable table,
      OrderTable orders,
      TransactionTemplate transaction,
      Consumer<ScheduleChanged> changed) {
    this.quartz = quartz;
    this.table = table;
    this.orders = orders;
    this.transaction = transaction;
    this.changed = changed;
  }

  /** Work with Quartz, whose exceptions are checked. */
  @FunctionalInterface
  private interface Work<T> {
    T in(Scheduler quartz) throws SchedulerException;
  }

  private <T> T with(Work<T> work) {
    try {
      return work.in(quartz);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the scheduler failed: " + e.getMessage(), e);
    }
  }

  /**
   * Schedules a sweep, replacing its previous schedule; a paused one stays paused.
   *
   * @return its next time
   * @throws ScheduleException if its file has no schedule, or one that never fires
   */
  public Instant add(Sweep sweep) {
    if (!(sweep.timetable() instanceof Timetable.Cron cron)) {
      throw new ScheduleException(
          "sweep %s has no schedule: add to its file, or with --set, a line such as"
                  .formatted(sweep.name())
              + " schedule.cron=\"0 0 2 * * ?\"");
    }
    CronTrigger trigger = trigger(sweep.name(), cron);
    Date first = trigger.getFireTimeAfter(new Date());
    if (first == null) {
      throw new ScheduleException(
          "schedule.cron: %s never occurs again; sweep %s is not scheduled"
              .formatted(cron.expression(), sweep.name()));
    }
    transaction.executeWithoutResult(
        status -> {
          boolean paused = isPaused(sweep.name());
          table.put(sweep);
          // A new trigger would forget the times that passed while no server was running.
          if (!isStored(trigger)) {
            schedule(sweep.name(), trigger);
            if (paused) {
              halt(sweep.name());
            }
          }
        });
    changed.accept(new ScheduleChanged(sweep.name()));
    return first.toInstant();
  }

  private void schedule(String sweep, CronTrigger trigger) {
    JobDetail job =
        JobBuilder.newJob(StartSweep.class)
            .withIdentity(JobKey.jobKey(sweep, GROUP))
            .storeDurably()
            .build();
    with(
        q -> {
          q.addJob(job, true);
          return q.checkExists(trigger.getKey())
              ? q.rescheduleJob(trigger.getKey(), trigger)
              : q.scheduleJob(trigger);
        });
  }

  private boolean isStored(CronTrigger wanted) {
    return stored(wanted)
        .filter(it -> it.getCronExpression().equals(wanted.getCronExpression()))
        .filter(it -> it.getTimeZone().hasSameRules(wanted.getTimeZone()))
        .filter(it -> it.getMisfireInstruction() == wanted.getMisfireInstruction())
        .isPresent();
  }

  private Optional<CronTrigger> stored(CronTrigger wanted) {
    return Optional.ofNullable((CronTrigger) with(q -> q.getTrigger(wanted.getKey())));
  }

  /** The trigger of a timetable. */
  static CronTrigger trigger(String sweep, Timetable.Cron cron) {
    CronScheduleBuilder times =
        CronScheduleBuilder.cronSchedule(cron.expression())
            .inTimeZone(Timetable.timeZone(cron.zone()).orElseThrow());
    times =
        cron.missed() == Timetable.Missed.RUN_ONCE
            ? times.withMisfireHandlingInstructionFireAndProceed()
            : times.withMisfireHandlingInstructionDoNothing();
    return TriggerBuilder.newTrigger()
        .withIdentity(TriggerKey.triggerKey(sweep, GROUP))
        .forJob(JobKey.jobKey(sweep, GROUP))
        .withSchedule(times)
        .build();
  }

  /**
   * Removes the schedule of a sweep.
   *
   * @throws NoScheduleException if the sweep has no schedule
   */
  public void remove(String sweep) {
    transaction.executeWithoutResult(
        status -> {
          boolean there = table.remove(sweep);
          boolean known = with(q -> q.deleteJob(JobKey.jobKey(sweep, GROUP)));
          if (!there && !known) {
            throw new NoScheduleException(sweep);
          }
        });
    changed.accept(new ScheduleChanged(sweep));
  }

  /**
   * Pauses a schedule: its times pass without a run until {@link #resume}.
   *
   * @throws NoScheduleException if the sweep has no schedule
   */
  public void pause(String sweep) {
    must(sweep);
    halt(sweep);
    changed.accept(new ScheduleChanged(sweep));
  }

  private void halt(String sweep) {
    with(
        q -> {
          q.pauseTrigger(TriggerKey.triggerKey(sweep, GROUP));
          return true;
        });
  }

  /**
   * Resumes a schedule; times that passed while it was paused are not made up for.
   *
   * @throws NoScheduleException if the sweep has no schedule
   */
  public void resume(String sweep) {
    ScheduleTable.Row row = must(sweep);
    if (!isPaused(sweep)) {
      return;
    }
    transaction.executeWithoutResult(
        status -> {
          Timetable.Cron cron = (Timetable.Cron) row.read().timetable();
          schedule(sweep, trigger(sweep, cron));
        });
    changed.accept(new ScheduleChanged(sweep));
  }

  /**
   * Schedules again what an older program stored with GMT in place of a zone such as UTC+2. What is
   * paused is scheduled again when it is resumed.
   */
  public void correctZones() {
    for (ScheduleEntry entry : all()) {
      CronTrigger right = trigger(entry.sweep(), entry.cron());
      stored(right)
          .filter(it -> !entry.paused() && !it.getTimeZone().hasSameRules(right.getTimeZone()))
          .ifPresent(wrong -> schedule(entry.sweep(), right));
    }
  }

  /** All schedules, by name. */
  public List<ScheduleEntry> all() {
    List<ScheduleEntry> entries = new ArrayList<>();
    for (ScheduleTable.Row row : table.all()) {
      entry(row).ifPresent(entries::add);
    }
    return entries;
  }

  /** The schedule of a sweep. */
  public Optional<ScheduleEntry> of(String sweep) {
    return table.find(sweep).flatMap(this::entry);
  }

  private Optional<ScheduleEntry> entry(ScheduleTable.Row row) {
    try {
      if (!(timetable(row) instanceof Timetable.Cron cron)) {
        return Optional.empty();
      }
      Trigger trigger = with(q -> q.getTrigger(TriggerKey.triggerKey(row.sweep(), GROUP)));
      return Optional.of(
          new ScheduleEntry(
              row.sweep(),
              cron,
              isPaused(row.sweep()),
              Optional.ofNullable(trigger).map(Trigger::getNextFireTime).map(Date::toInstant),
              orders.lastScheduled(row.sweep())));
    } catch (SweepFileException otherVersion) {
      return Optional.empty();
    }
  }

  private Timetable timetable(ScheduleTable.Row row) {
    Read before = read.get(row.sweep());
    if (before == null || !before.row().equals(row)) {
      before = new Read(row, row.read().timetable());
      read.put(row.sweep(), before);
    }
    return before.timetable();
  }

  /**
   * The next times of a schedule, as if it were not paused.
   *
   * @throws NoScheduleException if the sweep has no schedule
   */
  public List<Instant> next(String sweep, int count) {
    Timetable.Cron cron = (Timetable.Cron) must(sweep).read().timetable();
    return times(trigger(sweep, cron), new Date(), count);
  }

  /**
   * The longest time between two of the next runs: a day for a nightly schedule, three days for one
   * that leaves out weekends. Empty if fewer than two runs are to come.
   */
  public static Optional<Duration> longestInterval(ScheduleEntry entry, Instant now) {
    List<Instant> times = times(trigger(entry.sweep(), entry.cron()), Date.from(now), COMPARED);
    return IntStream.range(1, times.size())
        .mapToObj(k -> Duration.between(times.get(k - 1), times.get(k)))
        .max(Comparator.naturalOrder());
  }

  private static List<Instant> times(CronTrigger trigger, Date from, int count) {
    List<Instant> times = new ArrayList<>();
    Date after = from;
    for (int k = 0; k < count; k++) {
      after = trigger.getFireTimeAfter(after);
      if (after == null) {
        return times;
      }
      times.add(after.toInstant());
    }
    return times;
  }

  private boolean isPaused(String sweep) {
    TriggerKey key = TriggerKey.triggerKey(sweep, GROUP);
    return with(q -> q.checkExists(key) && q.getTriggerState(key) == Trigger.TriggerState.PAUSED);
  }

  private ScheduleTable.Row must(String sweep) {
    return table.find(sweep).orElseThrow(() -> new NoScheduleException(sweep));
  }
}
