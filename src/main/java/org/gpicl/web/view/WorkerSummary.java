package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.time.Instant;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;

@Schema(description = "A worker that lives or was lost.")
public record WorkerSummary(
    @Schema(description = "Its process.", example = "4711@host") String worker,
    String host,
    String version,
    @Schema(description = "What it computes with.") String description,
    @Schema(description = "How many cells it trains at a time.") int places,
    @Schema(description = "Cells that it has in hand.") int training,
    @Schema(description = "Cells that it had in hand before.") int trained,
    @Schema(description = "Of all that it has in hand.") double stepsPerSecond,
    Instant startedAt,
    @Schema(description = "When it renewed its lease, by its own clock; null if it was lost.")
        @Nullable
        Instant renewedAt,
    boolean lost,
    @Schema(description = "What it does not train, and why; empty if it trains all that runs.")
        String remarks) {

  public static WorkerSummary of(WorkerTable.Row row) {
    WorkerTable.Introduction worker = row.introduction();
    return new WorkerSummary(
        LeaseTable.process(worker.owner()),
        worker.host(),
        worker.version(),
        worker.description(),
        worker.places(),
        row.training(),
        row.trained(),
        row.stepsPerSecond(),
        row.startedAt(),
        row.renewedAt().orElse(null),
        row.lost(),
        row.remarks());
  }
}
