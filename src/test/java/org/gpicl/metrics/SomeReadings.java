package org.gpicl.metrics;

import java.util.List;
import java.util.Map;

/** Figures in which everything is known, and the same with less in them. */
final class SomeReadings {
  static final Readings.OfServer SERVER =
      new Readings.OfServer("1.2", "abc", 3, 2, 1, 4096, 1e9, 2e9, 100, 3e9, 8e9);
  static final Readings.OfBackup BACKUP = new Readings.OfBackup(3600, 1, 1);
  static final Readings.OfSweep SWEEP =
      new Readings.OfSweep(
          "night", Map.of("running", 1, "done", 2), 0.5, true, 60, "train", 1.5, 1e9, 1, 8);
  static final Readings.OfCell CELL =
      new Readings.OfCell("night", "mlp-n4-h8-s0", 10, 100, 2.25, 0.75, 0.125, 40, 7, 60, 0);
  static final Readings.OfWorker WORKER = new Readings.OfWorker(1, 40, 400, 50, 0.5);
  static final Readings.OfCluster CLUSTER =
      new Readings.OfCluster(
          2,
          12,
          9,
          1,
          List.of(
              new Readings.OfMember("4711@one", 8, 8, 30, 35.5, 4.5),
              new Readings.OfMember("7@two", 4, 1, 12, 3, 2)),
          List.of(new Readings.OfHandOut("night", 17, 3)));
  static final Readings.OfCluster NO_CLUSTER =
      new Readings.OfCluster(0, 0, 0, 0, List.of(), List.of());
  static final Readings.OfSchedule SCHEDULE =
      new Readings.OfSchedule("night", 2e9, 86_400, 1e9, true);
  static final Readings.OfDevice DEVICE =
      new Readings.OfDevice(0, "H100", 0.75, 2e9, 8e10, 65, 310.5);

  private SomeReadings() {}

  static Readings all() {
    return new Readings(
        SERVER,
        BACKUP,
        List.of(SWEEP),
        List.of(CELL),
        List.of(WORKER),
        CLUSTER,
        List.of(SCHEDULE),
        List.of(DEVICE));
  }

  static Readings withCells(List<Readings.OfCell> cells) {
    return new Readings(
        SERVER,
        BACKUP,
        List.of(SWEEP),
        cells,
        List.of(),
        NO_CLUSTER,
        List.of(SCHEDULE),
        List.of(DEVICE));
  }

  static Readings withSweeps(List<Readings.OfSweep> sweeps, List<Readings.OfSchedule> schedules) {
    return new Readings(
        SERVER, BACKUP, sweeps, List.of(), List.of(), NO_CLUSTER, schedules, List.of());
  }

  static Readings.OfCell cell(String key) {
    return new Readings.OfCell("night", key, 10, 100, 2.25, 0.75, 0.125, 40, 7, 60, -1);
  }
}
