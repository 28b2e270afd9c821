package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.time.Instant;

@Schema(description = "A sweep as the list shows it.")
public record SweepSummary(
    @Schema(example = "quickstart") String name,
    @Schema(description = "How many cells it has.", example = "12") int cells,
    @Schema(description = "How many of them are trained and evaluated.", example = "9") int done,
    int failed,
    @Schema(description = "Cells that are not tried again, since the JVM crashed in them.")
        int quarantined,
    @Schema(description = "Cells that its search does not need.") int skipped,
    boolean running,
    @Schema(description = "Whether it is in the queue.") boolean waiting,
    @Schema(description = "What it is doing; empty unless it runs.") String phase,
    @Schema(description = "Of its expected work, from 0 to 1.", example = "0.75") double fraction,
    @Schema(description = "Until it is done; null if unknown.") @Nullable Long remainingSeconds,
    @Nullable RunSummary lastRun,
    @Schema(description = "When its schedule fires; null if never.") @Nullable Instant next,
    @Schema(description = "Whether another version of the program stored it, which can read it.")
        boolean unreadable) {}
