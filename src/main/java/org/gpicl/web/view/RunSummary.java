package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.time.Instant;
import org.gpicl.store.RunTable;

@Schema(description = "One execution of a sweep's job.")
record RunSummary(
    long id,
    Instant startedAt,
    @Schema(description = "Null while it runs, and if it was lost.") @Nullable Instant endedAt,
    @Schema(description = "LOST if its process was gone before it could say how it ended.")
        RunTable.Outcome outcome,
    String engine,
    @Schema(description = "How many cells it trains at a time.") int workers) {

  static RunSummary of(RunTable.Row run) {
    return new RunSummary(
        run.id(),
        run.startedAt(),
        run.endedAt().orElse(null),
        run.outcome(),
        run.engine(),
        run.workers());
  }
}
