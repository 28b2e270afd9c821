package org.gpicl.metrics;

import java.util.List;
import java.util.Map;

/** Figures in which everything is known, and the same with less in them. */
final class SomeFigures {
  static final Figures.OfServer SERVER =
      new Figures.OfServer("1.2", "abc", 3, 2, 1, 4096, 1e9, 2e9, 100);
  static final Figures.OfSweep SWEEP =
      new Figures.OfSweep(
          "night", Map.of("running", 1, "done", 2), 0.5, true, 60, "train", 1.5, 1e9, 8);
  static final Figures.OfCell CELL =
      new Figures.OfCell("night", "mlp-n4-h8-s0", 10, 100, 2.25, 0.75, 0.125, 40, 7, 60, 0);
  static final Figures.OfWorker WORKER = new Figures.OfWorker(1, 40, 400, 50, 0.5);
  static final Figures.OfSchedule SCHEDULE = new Figures.OfSchedule("night", 2e9, 1e9, true);
  static final Figures.OfDevice DEVICE =
      new Figures.OfDevice(0, "H100", 0.75, 2e9, 8e10, 65, 310.5);

  private SomeFigures() {}

  static Figures all() {
    return new Figures(
        SERVER, List.of(SWEEP), List.of(CELL), List.of(WORKER), List.of(SCHEDULE), List.of(DEVICE));
  }

  static Figures withCells(List<Figures.OfCell> cells) {
    return new Figures(
        SERVER, List.of(SWEEP), cells, List.of(), List.of(SCHEDULE), List.of(DEVICE));
  }

  static Figures withSweeps(List<Figures.OfSweep> sweeps, List<Figures.OfSchedule> schedules) {
    return new Figures(SERVER, sweeps, List.of(), List.of(), schedules, List.of());
  }

  static Figures.OfCell cell(String key) {
    return new Figures.OfCell("night", key, 10, 100, 2.25, 0.75, 0.125, 40, 7, 60, -1);
  }
}
