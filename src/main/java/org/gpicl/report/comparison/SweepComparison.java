package org.gpicl.report.comparison;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepDifference;

/**
 * Two sweeps side by side: where both have a model of the same kind, number of tasks and hidden
 * size, how their accuracies differ; what only one of them has; and which settings differ.
 */
public final class SweepComparison {
  private final Grid first;
  private final Grid second;
  private final List<Grid.Place> places;
  private final List<SweepDifference.Change> changes;

  private SweepComparison(Grid first, Grid second) {
    this.first = first;
    this.second = second;
    Set<Grid.Place> common = places(first);
    common.retainAll(places(second));
    this.places = List.copyOf(common);
    this.changes = SweepDifference.ofMatched(first.sweep(), second.sweep(), matched());
  }

  /** Outcomes in any order; a cell without one counts as pending. */
  public static SweepComparison of(
      Sweep first, List<CellOutcome> ofFirst, Sweep second, List<CellOutcome> ofSecond) {
    return new SweepComparison(Grid.of(first, ofFirst), Grid.of(second, ofSecond));
  }

  private static Set<Grid.Place> places(Grid grid) {
    Set<Grid.Place> places = new LinkedHashSet<>();
    grid.outcomes().forEach(outcome -> places.add(Grid.Place.of(outcome.cell())));
    return places;
  }

  /** Each cell of the first with that of the second at its place, of the same seed if there is. */
  private Map<Cell, Cell> matched() {
    Map<Cell, Cell> matched = new LinkedHashMap<>();
    for (Grid.Place place : places) {
      List<Cell> others = second.at(place).stream().map(CellOutcome::cell).toList();
      List<Cell> own = first.at(place).stream().map(CellOutcome::cell).toList();
      for (Cell cell : own) {
        others.stream()
            .filter(other -> other.seed() == cell.seed())
            .findFirst()
            .ifPresent(other -> matched.put(cell, other));
      }
      if (own.stream().noneMatch(matched::containsKey)) {
        matched.put(own.get(0), others.get(0));
      }
    }
    return matched;
  }

  Grid first() {
    return first;
  }

  Grid second() {
    return second;
  }

  /** Where both have cells, in the order of the first. */
  List<Grid.Place> places() {
    return places;
  }

  /** The evaluations that both have. */
  List<String> evaluations() {
    return first.evaluationNames().stream().filter(second.evaluationNames()::contains).toList();
  }

  Difference at(Grid.Place place, String evaluation) {
    return new Difference(
        bySeed(first.at(place), evaluation), bySeed(second.at(place), evaluation));
  }

  private static Map<Integer, Difference.Measured> bySeed(
      List<CellOutcome> outcomes, String evaluation) {
    Map<Integer, Difference.Measured> bySeed = new TreeMap<>();
    for (CellOutcome outcome : outcomes) {
      outcome
          .evaluation(evaluation)
          .filter(measured -> Double.isFinite(measured.accuracy()))
          .ifPresent(
              made ->
                  bySeed.put(
                      outcome.cell().seed(),
                      new Difference.Measured(made.accuracy(), made.error().ofAccuracy())));
    }
    return bySeed;
  }

  /** How the settings of cells at the same place differ. */
  List<SweepDifference.Change> changes() {
    return changes;
  }

  /** Keys of the cells that only one has. */
  static List<String> only(Grid one, Grid other) {
    Set<String> keys = new LinkedHashSet<>();
    one.outcomes().forEach(outcome -> keys.add(outcome.cell().key()));
    other.outcomes().forEach(outcome -> keys.remove(outcome.cell().key()));
    return List.copyOf(keys);
  }
}
