package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.gpicl.schedule.ScheduleEntry;

@Schema(description = "When a sweep runs by itself.")
public record ScheduleSummary(
    String sweep,
    @Schema(description = "As Quartz writes it.", example = "0 0 2 * * ?") String cron,
    @Schema(example = "Europe/Berlin") String zone,
    @Schema(
            description = "What becomes of a time at which no server was running.",
            allowableValues = {"run-once", "skip"})
        String missed,
    @Schema(description = "How long it may run; null for as long as it takes.") @Nullable
        Long stopAfterSeconds,
    boolean paused,
    @Schema(description = "Null if it is paused or does not fire again.") @Nullable Instant next,
    @Schema(description = "Its last order; null before the first.") @Nullable OrderSummary last) {

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
