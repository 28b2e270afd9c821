package org.gpicl.schedule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.store.ScheduleTable;
import org.quartz.CronTrigger;
import org.quartz.Trigger;
import org.quartz.listeners.TriggerListenerSupport;

/**
 * Notes times of schedules at which no server was there: those that are not made up for go into the
 * history at once; of the others it is remembered which time their run is for.
 */
public final class MissedTimes extends TriggerListenerSupport {
  private final ScheduleTable schedules;
  private final SweepQueue queue;
  private final Map<String, Instant> madeUpFor = new ConcurrentHashMap<>();

  public MissedTimes(ScheduleTable schedules, SweepQueue queue) {
    this.schedules = schedules;
    this.queue = queue;
  }

  @Override
  public String getName() {
    return "missed-times";
  }

  /** Quartz tells this before it gives the trigger its next time. */
  @Override
  public void triggerMisfired(Trigger trigger) {
    if (trigger.getNextFireTime() == null) {
      return;
    }
    String sweep = trigger.getKey().getName();
    Instant due = trigger.getNextFireTime().toInstant();
    if (trigger.getMisfireInstruction() == CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING) {
      schedules
          .find(sweep)
          .ifPresent(
              row ->
                  queue.missed(
                      ScheduledOrder.of(row, due),
                      "no server was there at %s, and missed times are skipped".formatted(due)));
    } else {
      madeUpFor.put(sweep, due);
    }
  }

  /** The time that the run of a sweep now is for, if it makes up for one; asked once. */
  Optional<Instant> madeUpFor(String sweep) {
    return Optional.ofNullable(madeUpFor.remove(sweep));
  }
}
