package org.gpicl.web.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.gpicl.schedule.ScheduleEntry;

/** A schedule as the page shows it. */
public record ScheduleSummary(
    String sweep,
    String cron,
    String zone,
    String missed,
    Long stopAfterSeconds,
    boolean paused,
    Instant next,
    OrderSummary last) {

  public static ScheduleSummary of(ScheduleEntry entry) {
    Duration stopAfter = entry.cron().stopAfter();
    return new ScheduleSummary(
        entry.sweep(),
        entry.cron().expression(),
        entry.cron().zone().getId(),
        entry.cron().missed().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        stopAfter.isZero() ? null : stopAfter.toSeconds(),
        entry.paused(),
        entry.paused() ? null : entry.next().orElse(null),
        entry.last().map(OrderSummary::of).orElse(null));
  }
}
