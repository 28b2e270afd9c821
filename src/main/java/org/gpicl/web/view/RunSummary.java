package org.gpicl.web.view;

import java.time.Instant;
import org.gpicl.store.RunTable;

/** One execution of a sweep's job. */
record RunSummary(
    long id, Instant startedAt, Instant endedAt, String outcome, String engine, int workers) {

  static RunSummary of(RunTable.Row run) {
    return new RunSummary(
        run.id(),
        run.startedAt(),
        run.endedAt().orElse(null),
        run.outcome().name(),
        run.engine(),
        run.workers());
  }
}
