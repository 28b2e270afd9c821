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
 * Records scheduled times at which no server was running. Skipped ones are added to the history at
 * once; for the others, remembers the time that the late run is for.
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

  /** Called by Quartz before it computes the trigger's next time. */
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
                      "no server was running at %s, and missed times are skipped".formatted(due)));
    } else {
      madeUpFor.put(sweep, due);
    }
  }

  /** Returns, once, the missed time that the current run of a sweep is for. */
  Optional<Instant> madeUpFor(String sweep) {
    return Optional.ofNullable(madeUpFor.remove(sweep));
  }
}
