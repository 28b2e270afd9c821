package org.gpicl.bench.timing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.Engine;
import org.gpicl.sweep.Cell;

/** The milliseconds of our training steps, measured once per cell. */
public final class StepTimes {
  private final Engine engine;
  private final RoundRobin roundRobin;
  private final Map<String, Double> known = new HashMap<>();

  public StepTimes(Setting setting) {
    this.engine = setting.engine();
    this.roundRobin = setting.roundRobin();
  }

  public void put(Cell cell, double milliseconds) {
    known.put(cell.hash(), milliseconds);
  }

  public double of(Cell cell) {
    return known.computeIfAbsent(cell.hash(), hash -> measure(cell));
  }

  private double measure(Cell cell) {
    int items = cell.spec().batch();
    try (Contestant steps = Workload.steps(engine, cell, Workload.batch(cell, items))) {
      return roundRobin.time(List.of(steps)).get(0).milliseconds();
    }
  }
}
