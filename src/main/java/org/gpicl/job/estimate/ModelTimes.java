package org.gpicl.job.estimate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;

/**
 * How long steps of all models of a sweep take: measured of a few that are spread over the
 * operations of all, and of the others as their neighbours among these make likely.
 */
final class ModelTimes {
  private static final int MOST_OF_A_KIND = 5;
  private static final int LEAST_OF_A_GROUP = 2;
  private static final int REPETITIONS = 3;

  /** Models whose times follow from their operations. */
  private record Group(ModelKind kind, Precision precision, boolean dropout) {
    static Group of(Cell cell) {
      boolean dropout = cell.model() instanceof TransformerSpec spec && spec.dropout() > 0;
      return new Group(cell.kind(), cell.spec().precision(), dropout);
    }
  }

  private final Map<Group, StepCurve> curves = new HashMap<>();
  private final int models;

  ModelTimes(Sweep sweep, StepTimer timer) {
    Map<Group, List<Cell>> groups =
        sweep.cells().stream()
            .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()));
    Map<ModelKind, Long> ofAKind =
        groups.keySet().stream().collect(Collectors.groupingBy(Group::kind, Collectors.counting()));
    int all = 0;
    for (Map.Entry<Group, List<Cell>> group : groups.entrySet()) {
      Map<ModelSpec, Cell> distinct = new LinkedHashMap<>();
      group.getValue().forEach(cell -> distinct.putIfAbsent(cell.model(), cell));
      all += distinct.size();
      int most =
          Math.max(LEAST_OF_A_GROUP, (int) (MOST_OF_A_KIND / ofAKind.get(group.getKey().kind())));
      curves.put(
          group.getKey(), measured(group.getValue(), List.copyOf(distinct.values()), most, timer));
    }
    this.models = all;
  }

  private static StepCurve measured(
      List<Cell> cells, List<Cell> distinct, int most, StepTimer timer) {
    int smallest = cells.stream().mapToInt(cell -> cell.spec().batch()).min().orElseThrow();
    int largest = cells.stream().mapToInt(cell -> cell.spec().batch()).max().orElseThrow();
    List<Cell> ascending =
        distinct.stream().sorted(Comparator.comparingDouble(ModelTimes::flops)).toList();
    List<Cell> chosen =
        SpreadChoice.over(ascending.stream().map(ModelTimes::flops).toList(), most).stream()
            .map(ascending::get)
            .toList();
    Map<Cell, StepTimer.Measurement> seen = new LinkedHashMap<>();
    chosen.forEach(cell -> seen.put(cell, timer.measure(cell, smallest, largest)));
    for (int again = 0; again < REPETITIONS; again++) {
      chosen.stream()
          .filter(cell -> isAmiss(cell, seen, largest))
          .toList()
          .forEach(
              cell ->
                  seen.merge(
                      cell,
                      timer.measure(cell, smallest, largest),
                      (one, other) -> one.orQuicker(other, largest)));
    }
    List<StepCurve.Point> points = new ArrayList<>();
    seen.forEach((cell, one) -> points.add(new StepCurve.Point(cell.model(), one)));
    return new StepCurve(points, largest);
  }

  /** A step that takes longer than one of a larger model was made by code not yet compiled. */
  private static boolean isAmiss(Cell cell, Map<Cell, StepTimer.Measurement> seen, int batch) {
    return seen.entrySet().stream()
        .anyMatch(
            other ->
                flops(cell) < flops(other.getKey())
                    && seen.get(cell).time().of(batch) > other.getValue().time().of(batch));
  }

  private static double flops(Cell cell) {
    return cell.model().trainingFlopsPerItem();
  }

  /**
   * Seconds of one step of a cell on one core.
   *
   * @return empty of a model that is unlike those of the sweep
   */
  Optional<Estimate> step(Cell cell) {
    return Optional.ofNullable(curves.get(Group.of(cell)))
        .flatMap(curve -> curve.step(cell.model(), cell.spec().batch()));
  }

  /** Bytes of the Java heap that the engine takes to train a cell of the sweep. */
  double trainerBytes(Cell cell) {
    return curves.get(Group.of(cell)).trainerBytes(cell.model());
  }

  int measuredModels() {
    return curves.values().stream().mapToInt(StepCurve::size).sum();
  }

  int models() {
    return models;
  }
}
