package org.gpicl.web.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.time.Instant;
import org.gpicl.store.OrderTable;

@Schema(description = "An order and what has become of it.")
public record OrderSummary(
    @Schema(description = "Its number.", example = "42") long order,
    String sweep,
    @Schema(description = "Who asked for it; PAGE for REST as well.") OrderTable.Origin origin,
    @Schema(description = "The time of its schedule; null where none asked.") @Nullable
        Instant dueAt,
    Instant orderedAt,
    @Nullable Instant begunAt,
    @Schema(description = "Null while it waits or runs.") @Nullable Instant endedAt,
    @Schema(
            description =
                "HINDERED cannot continue before something is fixed; SKIPPED met an earlier run;"
                    + " MISSED had no server at its time.")
        OrderTable.State state,
    @Schema(description = "Why it ended so, or empty.") @JsonProperty("told") String message) {

  public static OrderSummary of(OrderTable.Row row) {
    return new OrderSummary(
        row.id(),
        row.order().sweep(),
        row.order().origin(),
        row.order().dueAt(),
        row.orderedAt(),
        row.begunAt().orElse(null),
        row.endedAt().orElse(null),
        row.state(),
        row.message());
  }
}
