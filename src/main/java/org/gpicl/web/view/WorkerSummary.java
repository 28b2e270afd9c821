package org.gpicl.web.view;

import java.time.Instant;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;

/**
 * A worker that lives or was lost.
 *
 * @param worker its process, such as {@code 4711@host}
 * @param description what it computes with
 * @param places how many cells it trains at a time
 * @param training cells that it has in hand
 * @param trained cells that it had in hand before
 * @param stepsPerSecond of all that it has in hand
 * @param renewedAt when it last renewed its lease, by its own clock; null if it was lost
 * @param remarks what it does not train, and why; empty if it trains all that runs
 */
public record WorkerSummary(
    String worker,
    String host,
    String version,
    String description,
    int places,
    int training,
    int trained,
    double stepsPerSecond,
    Instant startedAt,
    Instant renewedAt,
    boolean lost,
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
