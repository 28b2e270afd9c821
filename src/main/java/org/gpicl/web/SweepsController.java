package org.gpicl.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Sweep;
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

  /** An order that was taken. */
  record Ordered(long order, String sweep) {}

  /** What a terminal would show. */
  record Reply(@JsonProperty("told") String message) {}

  /** Options of a resume. */
  record Resume(boolean failed) {}

  @GetMapping
  ResponseEntity<List<SweepSummary>> listSweeps(ListPart part) {
    List<SweepSummary> all = sweeps.all();
    return part.answer(part.of(all), all.size());
  }

  @GetMapping("/{name}")
  SweepDetail one(@PathVariable String name) {
    return sweeps.detail(name);
  }

  @GetMapping("/{name}/cells")
  ResponseEntity<List<CellSummary>> listCells(@PathVariable String name, ListPart part) {
    Sweep sweep = sweeps.sweep(name);
    return part.answer(sweeps.cells(sweep, part.of(sweep.cells())), sweep.cells().size());
  }

  @GetMapping("/{name}/cells/{key}")
  CellDetail cell(@PathVariable String name, @PathVariable String key) {
    return sweeps.cell(name, key);
  }

  /** Runs the sweep of a file, which is the body. */
  @PostMapping(consumes = {"application/yaml", "text/plain"})
  @ResponseStatus(HttpStatus.ACCEPTED)
  Ordered run(
      @RequestBody String file,
      @RequestParam(defaultValue = "false") boolean restartChanged,
      @RequestParam(defaultValue = "false") boolean failed) {
    return ordered(
        orders.run(file, flags(restartChanged, failed), OrderTable.Origin.PAGE), "the sweep");
  }

  @PostMapping(path = "/{name}/resume", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  Ordered resume(@PathVariable String name, @RequestBody(required = false) Resume how) {
    boolean failed = how != null && how.failed();
    return ordered(
        orders
            .resume(name, flags(false, failed), OrderTable.Origin.PAGE)
            .orElseThrow(() -> new NotFoundException("there is no sweep " + name)),
        "sweep " + name);
  }

  @PostMapping("/{name}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Reply stop(@PathVariable String name) {
    sweeps.detail(name);
    if (!queue.stop(name)) {
      throw new Refused("sweep %s is not running here".formatted(name));
    }
    return new Reply("sweep %s stops after a checkpoint".formatted(name));
  }

  @PostMapping("/{name}/report")
  Reply report(@PathVariable String name) throws IOException {
    sweeps.detail(name);
    return new Reply(control.report(name, false).text());
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
