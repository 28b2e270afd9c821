package org.gpicl.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.gpicl.store.WorkerTable;
import org.gpicl.web.view.WorkerSummary;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workers of this server's database. */
@Tag(name = "Workers", description = "Who trains sweeps on other machines.")
@RestController
@RequestMapping("/api")
class WorkersController {
  private final WorkerTable workers;

  WorkersController(WorkerTable workers) {
    this.workers = workers;
  }

  @Operation(
      summary = "List workers",
      description = "Those that live, and those that were lost in the last day.")
  @GetMapping("/workers")
  List<WorkerSummary> listWorkers() {
    return workers.current().stream().map(WorkerSummary::of).toList();
  }
}
