package org.gpicl.web;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.gpicl.store.WorkerTable;
import org.gpicl.web.view.WorkerSummary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workers of this server's database. */
@RestController
@RequestMapping("/api")
class WorkersController {
  private static final Duration LOSSES_SHOWN = Duration.ofDays(1);

  private final WorkerTable workers;
  private final Clock clock;

  WorkersController(WorkerTable workers, Clock clock) {
    this.workers = workers;
    this.clock = clock;
  }

  /** Those that live, and those that were lost in the last day. */
  @GetMapping("/workers")
  List<WorkerSummary> workers() {
    return workers.since(clock.instant().minus(LOSSES_SHOWN)).stream()
        .map(WorkerSummary::of)
        .toList();
  }
}
