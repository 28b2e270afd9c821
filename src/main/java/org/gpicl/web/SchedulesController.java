package org.gpicl.web;

import java.util.List;
import org.gpicl.schedule.Schedules;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.web.view.NotFoundException;
import org.gpicl.web.view.ScheduleSummary;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Schedules: when sweeps run by themselves. */
@RestController
@RequestMapping("/api/schedules")
class SchedulesController {
  private final Schedules schedules;

  SchedulesController(Schedules schedules) {
    this.schedules = schedules;
  }

  @GetMapping
  List<ScheduleSummary> all() {
    return schedules.all().stream().map(ScheduleSummary::of).toList();
  }

  /** Schedules the sweep of a file, which is the body. */
  @PostMapping(consumes = {"application/yaml", "text/plain"})
  @ResponseStatus(HttpStatus.CREATED)
  ScheduleSummary add(@RequestBody String file) {
    Sweep sweep = SweepFile.parse(file, "the sweep file", List.of());
    schedules.add(sweep);
    return one(sweep.name());
  }

  @PostMapping("/{sweep}/pause")
  ScheduleSummary pause(@PathVariable String sweep) {
    schedules.pause(sweep);
    return one(sweep);
  }

  @PostMapping("/{sweep}/resume")
  ScheduleSummary resume(@PathVariable String sweep) {
    schedules.resume(sweep);
    return one(sweep);
  }

  @DeleteMapping("/{sweep}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String sweep) {
    schedules.remove(sweep);
  }

  private ScheduleSummary one(String sweep) {
    return schedules
        .of(sweep)
        .map(ScheduleSummary::of)
        .orElseThrow(() -> new NotFoundException("sweep " + sweep + " is not scheduled"));
  }
}
