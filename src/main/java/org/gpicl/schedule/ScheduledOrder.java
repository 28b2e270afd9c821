package org.gpicl.schedule;

import java.time.Duration;
import java.time.Instant;
import org.gpicl.store.OrderTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.yaml.SweepFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The order that a schedule places at one of its times. */
final class ScheduledOrder {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledOrder.class);

  private ScheduledOrder() {}

  static OrderTable.Order of(ScheduleTable.Row row, Instant due) {
    Duration stopAfter = Duration.ZERO;
    try {
      if (row.read().timetable() instanceof Timetable.Cron cron) {
        stopAfter = cron.stopAfter();
      }
    } catch (SweepFileException otherVersion) {
      // The queue reads it too, and the history will show what is wrong.
      LOG.warn("The file of a schedule cannot be read", otherVersion);
    }
    return new OrderTable.Order(
        row.sweep(), row.resolved(), false, false, OrderTable.Origin.SCHEDULE, due, stopAfter);
  }
}
