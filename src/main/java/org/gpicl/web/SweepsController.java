package org.gpicl.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.web.control.CurrentRun;
import org.gpicl.web.control.HomeControl;
import org.gpicl.web.control.SweepOrders;
import org.gpicl.web.view.CellDetail;
import org.gpicl.web.view.CellSummary;
import org.gpicl.web.view.NotFoundException;
import org.gpicl.web.view.Refused;
import org.gpicl.web.view.SweepDetail;
import org.gpicl.web.view.SweepQueries;
import org.gpicl.web.view.SweepSummary;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sweeps: their state, and what is done with them. */
@Tag(name = "Sweeps", description = "Sweeps and their cells, and what is done with them.")
@RestController
@RequestMapping("/api/sweeps")
class SweepsController {
  private final SweepQueries sweeps;
  private final SweepOrders orders;
  private final SweepQueue queue;
  private final HomeControl control;

  SweepsController(SweepQueries sweeps, SweepOrders orders, SweepQueue queue, HomeControl control) {
    this.sweeps = sweeps;
    this.orders = orders;
    this.queue = queue;
    this.control = control;
  }

  @Schema(description = "An order that was accepted.")
  record Ordered(
      @Schema(description = "Its number, for /api/history/{order}.", example = "42") long order,
      @Schema(example = "quickstart") String sweep) {}

  @Schema(description = "What a terminal would show.")
  record Reply(@JsonProperty("told") String message) {}

  @Schema(description = "Options of a resume.")
  record Resume(
      @Schema(
              description = "Whether failed cells are tried again.",
              accessMode = Schema.AccessMode.WRITE_ONLY)
          Boolean failed) {}

  @Operation(
      summary = "List sweeps",
      description = "All sweeps of the home by name, each with its progress and its last run.")
  @GetMapping
  ResponseEntity<List<SweepSummary>> listSweeps(ListPart part) {
    List<SweepSummary> all = sweeps.all();
    return part.answer(part.of(all), all.size());
  }

  @Operation(
      summary = "Get a sweep",
      description = "Its progress and axes, all of its cells in brief, and its newest 50 runs.")
  @GetMapping("/{name}")
  SweepDetail getSweep(@PathVariable String name) {
    return sweeps.detail(name);
  }

  @Operation(
      summary = "List the cells of a sweep",
      description = "In the order of its grid, in brief: the same as in the sweep, but in parts.")
  @GetMapping("/{name}/cells")
  ResponseEntity<List<CellSummary>> listCells(@PathVariable String name, ListPart part) {
    Sweep sweep = sweeps.sweep(name);
    return part.answer(sweeps.cells(sweep, part.of(sweep.cells())), sweep.cells().size());
  }

  @Operation(
      summary = "Get a cell",
      description = "Its training curve, evaluations and provenance.")
  @GetMapping("/{name}/cells/{key}")
  CellDetail getCell(@PathVariable String name, @PathVariable String key) {
    return sweeps.cell(name, key);
  }

  @Operation(
      summary = "Run a sweep",
      description =
          "Puts the sweep of a file, which is the body, into the queue of the server."
              + " `GET /api/history/{order}` says what becomes of the order.")
  @ApiResponse(responseCode = "409", description = "The sweep runs already, or waits for its turn.")
  @InvalidFile
  @PostMapping(consumes = {"application/yaml", "text/plain"})
  @ResponseStatus(HttpStatus.ACCEPTED)
  Ordered runSweep(
      @RequestBody String file,
      @Parameter(description = "Whether cells may be replaced that the file defines differently.")
          @RequestParam(defaultValue = "false")
          boolean restartChanged,
      @Parameter(description = "Whether failed cells are tried again.")
          @RequestParam(defaultValue = "false")
          boolean failed) {
    return ordered(
        orders.run(file, flags(restartChanged, failed), OrderTable.Origin.PAGE), "the sweep");
  }

  @Operation(
      summary = "Resume a sweep",
      description = "Queues a sweep as it was last run; its cells continue from their checkpoints.")
  @ApiResponse(responseCode = "409", description = "The sweep runs already, or waits for its turn.")
  @InvalidFile
  @PostMapping(path = "/{name}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Ordered resumeSweep(@PathVariable String name, @RequestBody(required = false) Resume how) {
    boolean failed = how != null && Boolean.TRUE.equals(how.failed());
    return ordered(
        orders
            .resume(name, flags(false, failed), OrderTable.Origin.PAGE)
            .orElseThrow(() -> new NotFoundException("there is no sweep " + name)),
        "sweep " + name);
  }

  @Operation(
      summary = "Stop a sweep",
      description = "It stops after a checkpoint and can be resumed; one that waits is not begun.")
  @ApiResponse(responseCode = "409", description = "The sweep neither runs here nor waits.")
  @PostMapping("/{name}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Reply stopSweep(@PathVariable String name) {
    sweeps.detail(name);
    if (!queue.stop(name)) {
      throw notRunningHere(name);
    }
    return new Reply("sweep %s stops after a checkpoint".formatted(name));
  }

  @Operation(
      summary = "Stop a cell",
      description =
          "It stops after a checkpoint while the other cells continue; resuming the sweep resumes it.")
  @ApiResponse(
      responseCode = "409",
      description = "The sweep is not running here, or the cell neither trains nor waits.")
  @PostMapping("/{name}/cells/{key}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Reply stopCell(@PathVariable String name, @PathVariable String key) {
    Cell cell = SweepQueries.cell(sweeps.sweep(name), key);
    RunningSweep running =
        queue.running().filter(now -> now.is(name)).orElseThrow(() -> notRunningHere(name));
    CurrentRun.CellStop stop = CurrentRun.CellStop.of(running, cell.key());
    if (!stop.accepted()) {
      throw new Refused(stop.sentence());
    }
    return new Reply(stop.sentence());
  }

  @Operation(
      summary = "Report on a sweep",
      description = "Rewrites its tables and figures from the database.")
  @PostMapping("/{name}/report")
  Reply reportSweep(@PathVariable String name) throws IOException {
    sweeps.detail(name);
    return new Reply(control.report(name, false).text());
  }

  private static Refused notRunningHere(String name) {
    return new Refused("sweep %s is not running here".formatted(name));
  }

  private static List<String> flags(boolean restartChanged, boolean failed) {
    List<String> flags = new ArrayList<>();
    if (restartChanged) {
      flags.add(SweepOrders.RESTART_CHANGED);
    }
    if (failed) {
      flags.add(SweepOrders.FAILED);
    }
    return flags;
  }

  private Ordered ordered(Placement placed, String what) {
    if (placed instanceof Placement.Accepted accepted) {
      return new Ordered(accepted.order(), queue.sweepOf(accepted.order()));
    }
    throw new Refused(what + " runs already, or waits for its turn");
  }
}
