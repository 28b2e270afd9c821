package org.gpicl.schedule;

import java.time.Instant;
import java.util.Optional;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.store.ScheduleTable;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job that a schedule starts at its time: it puts the sweep into the queue, which takes
 * seconds.
 */
public final class StartSweep implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(StartSweep.class);

  private final ScheduleTable schedules;
  private final SweepQueue queue;
  private final MissedTimes missed;

  public StartSweep(ScheduleTable schedules, SweepQueue queue, MissedTimes missed) {
    this.schedules = schedules;
    this.queue = queue;
    this.missed = missed;
  }

  @Override
  public void execute(JobExecutionContext context) {
    String sweep = context.getJobDetail().getKey().getName();
    Optional<ScheduleTable.Row> row = schedules.find(sweep);
    if (row.isEmpty()) {
      LOG.warn("The schedule of sweep {} was removed just before its time", sweep);
      return;
    }
    Instant due =
        missed.madeUpFor(sweep).orElseGet(() -> context.getScheduledFireTime().toInstant());
    LOG.info("The schedule of sweep {} fires for {}", sweep, due);
    queue.place(ScheduledOrder.of(row.get(), due));
  }
}
