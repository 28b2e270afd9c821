package org.gpicl.web;

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
  private final WorkerTable workers;

  WorkersController(WorkerTable workers) {
    this.workers = workers;
  }

  /** Those that live, and those that were lost in the last day. */
  @GetMapping("/workers")
  List<WorkerSummary> workers() {
    return workers.current().stream().map(WorkerSummary::of).toList();
  }
}
