package org.gpicl.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Schedules", description = "When sweeps run by themselves.")
@RestController
@RequestMapping("/api/schedules")
class SchedulesController {
  private final Schedules schedules;

  SchedulesController(Schedules schedules) {
    this.schedules = schedules;
  }

  @Operation(
      summary = "List schedules",
      description = "All schedules by sweep, each with its next time and its last order.")
  @GetMapping
  List<ScheduleSummary> listSchedules() {
    return schedules.all().stream().map(ScheduleSummary::of).toList();
  }

  @Operation(
      summary = "Schedule a sweep",
      description =
          "As the file says, which is the body, with its key `schedule`. Replaces the schedule"
              + " that the sweep has.")
  @InvalidFile
  @PostMapping(consumes = {"application/yaml", "text/plain"})
  @ResponseStatus(HttpStatus.CREATED)
  ScheduleSummary addSchedule(@RequestBody String file) {
    Sweep sweep = SweepFile.parse(file, "the sweep file", List.of());
    schedules.add(sweep);
    return one(sweep.name());
  }

  @Operation(
      summary = "Pause a schedule",
      description = "Its times pass without a run until it is resumed.")
  @PostMapping("/{sweep}/pause")
  ScheduleSummary pauseSchedule(@PathVariable String sweep) {
    schedules.pause(sweep);
    return one(sweep);
  }

  @Operation(
      summary = "Resume a schedule",
      description = "Times that passed meanwhile are not made up for.")
  @PostMapping("/{sweep}/resume")
  ScheduleSummary resumeSchedule(@PathVariable String sweep) {
    schedules.resume(sweep);
    return one(sweep);
  }

  @Operation(summary = "Remove a schedule", description = "The sweep and its results stay.")
  @DeleteMapping("/{sweep}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeSchedule(@PathVariable String sweep) {
    schedules.remove(sweep);
  }

  private ScheduleSummary one(String sweep) {
    return schedules
        .of(sweep)
        .map(ScheduleSummary::of)
        .orElseThrow(() -> new NotFoundException("sweep " + sweep + " is not scheduled"));
  }
}
