package org.gpicl.web.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.gpicl.store.OrderTable;

/** An order and what has become of it: a line of the history. */
public record OrderSummary(
    long order,
    String sweep,
    String origin,
    Instant dueAt,
    Instant orderedAt,
    Instant begunAt,
    Instant endedAt,
    String state,
    @JsonProperty("told") String message) {

  public static OrderSummary of(OrderTable.Row row) {
    return new OrderSummary(
        row.id(),
        row.order().sweep(),
        row.order().origin().name(),
        row.order().dueAt(),
        row.orderedAt(),
        row.begunAt().orElse(null),
        row.endedAt().orElse(null),
        row.state().name(),
        row.message());
  }
}
