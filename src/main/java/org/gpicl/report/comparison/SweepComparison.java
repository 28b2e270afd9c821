package org.gpicl.report.comparison;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepDifference;

/**
 * Two sweeps side by side: where both have a model of the same kind, number of tasks and hidden
 * size, and what else they vary is the same, how their accuracies differ; what only one of them
 * has; and which settings differ.
 *
 * <p>A place of both has what either varies, whatever each sweep has of it.
 */
public final class SweepComparison {
  private final Grid first;
  private final Grid second;
  private final List<String> swept;
  private final Map<Grid.Place, Grid.Place> ofFirst = new LinkedHashMap<>();
  private final Map<Grid.Place, Grid.Place> ofSecond = new LinkedHashMap<>();
  private final List<Grid.Place> places;
  private final List<SweepDifference.Change> changes;

  private SweepComparison(Grid first, Grid second) {
    this.first = first;
    this.second = second;
    Partners partners = new Partners(first.sweep().swept(), second.sweep().swept());
    this.swept = partners.swept();
    List<Cell> one = places(first);
    List<Cell> other = places(second);
    Map<Cell, Cell> same = partners.of(one, other, SweepComparison::base);
    same.forEach(
        (a, b) -> {
          Grid.Place both = new Grid.Place(a.kind(), a.tasks(), a.hidden(), partners.swept(a, b));
          ofFirst.put(both, Grid.Place.of(a));
          ofSecond.put(both, Grid.Place.of(b));
        });
    this.places = List.copyOf(ofFirst.keySet());
    addOthers(ofFirst, one, same.keySet());
    addOthers(ofSecond, other, Set.copyOf(same.values()));
    this.changes = SweepDifference.ofMatched(first.sweep(), second.sweep(), matched());
  }

  /** Outcomes in any order; a cell without one counts as pending. */
  public static SweepComparison of(
      Sweep first, List<CellOutcome> ofFirst, Sweep second, List<CellOutcome> ofSecond) {
    return new SweepComparison(Grid.of(first, ofFirst), Grid.of(second, ofSecond));
  }

  /** A cell of each place. */
  private static List<Cell> places(Grid grid) {
    Map<Grid.Place, Cell> places = new LinkedHashMap<>();
    grid.outcomes().forEach(o -> places.putIfAbsent(Grid.Place.of(o.cell()), o.cell()));
    return List.copyOf(places.values());
  }

  private static Object base(Cell cell) {
    return new Grid.Place(cell.kind(), cell.tasks(), cell.hidden());
  }

  private static void addOthers(
      Map<Grid.Place, Grid.Place> places, List<Cell> cells, Set<Cell> matched) {
    cells.stream()
        .filter(cell -> !matched.contains(cell))
        .map(Grid.Place::of)
        .forEach(place -> places.put(place, place));
  }

  private List<CellOutcome> atFirst(Grid.Place place) {
    return ofFirst.containsKey(place) ? first.at(ofFirst.get(place)) : List.of();
  }

  private List<CellOutcome> atSecond(Grid.Place place) {
    return ofSecond.containsKey(place) ? second.at(ofSecond.get(place)) : List.of();
  }

  /** Each cell of the first with that of the second at its place, of the same seed if there is. */
  private Map<Cell, Cell> matched() {
    Map<Cell, Cell> matched = new LinkedHashMap<>();
    for (Grid.Place place : places) {
      List<Cell> others = atSecond(place).stream().map(CellOutcome::cell).toList();
      List<Cell> own = atFirst(place).stream().map(CellOutcome::cell).toList();
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

  /** What either sweep varies beside the four axes, in the order of a sweep file's keys. */
  List<String> swept() {
    return swept;
  }

  /** Where both have cells, in the order of the first. */
  List<Grid.Place> places() {
    return places;
  }

  /** Where both have cells, then where only the first has some, then where only the second has. */
  Set<Grid.Place> allPlaces() {
    Set<Grid.Place> all = new LinkedHashSet<>(ofFirst.keySet());
    all.addAll(ofSecond.keySet());
    return all;
  }

  /** Whether a search of one of the two needed no cell of this place. */
  boolean skipped(Grid.Place place) {
    return skipped(atFirst(place)) || skipped(atSecond(place));
  }

  private static boolean skipped(List<CellOutcome> outcomes) {
    return outcomes.stream().allMatch(outcome -> outcome.status() == CellStatus.SKIPPED);
  }

  /** The evaluations that both have. */
  List<String> evaluations() {
    return first.evaluationNames().stream().filter(second.evaluationNames()::contains).toList();
  }

  Difference at(Grid.Place place, String evaluation) {
    List<CellOutcome> one = atFirst(place);
    List<CellOutcome> other = atSecond(place);
    return new Difference(bySeed(one, other, evaluation), bySeed(other, one, evaluation));
  }

  /** Between two results of the same training there is no error. */
  private static Map<Integer, Difference.Measured> bySeed(
      List<CellOutcome> outcomes, List<CellOutcome> others, String evaluation) {
    Set<String> same = others.stream().map(o -> o.cell().hash()).collect(Collectors.toSet());
    Map<Integer, Difference.Measured> bySeed = new TreeMap<>();
    for (CellOutcome outcome : outcomes) {
      outcome
          .evaluation(evaluation)
          .filter(measured -> Double.isFinite(measured.accuracy()))
          .ifPresent(
              made ->
                  bySeed.put(
                      outcome.cell().seed(),
                      new Difference.Measured(
                          made.accuracy(),
                          same.contains(outcome.cell().hash())
                              ? Double.NaN
                              : made.error().ofAccuracy())));
    }
    return bySeed;
  }

  /** How the settings of cells at the same place differ. */
  List<SweepDifference.Change> changes() {
    return changes;
  }

  /** Keys of the cells that only the first has. */
  List<String> onlyInFirst() {
    Set<Cell> common = new HashSet<>();
    ofFirst.keySet().forEach(p -> common.addAll(withSeedsOf(atFirst(p), atSecond(p))));
    return keysWithout(first, common);
  }

  /** Keys of the cells that only the second has. */
  List<String> onlyInSecond() {
    Set<Cell> common = new HashSet<>();
    ofSecond.keySet().forEach(p -> common.addAll(withSeedsOf(atSecond(p), atFirst(p))));
    return keysWithout(second, common);
  }

  private static List<Cell> withSeedsOf(List<CellOutcome> some, List<CellOutcome> others) {
    List<Integer> seeds = others.stream().map(outcome -> outcome.cell().seed()).toList();
    return some.stream()
        .map(CellOutcome::cell)
        .filter(cell -> seeds.contains(cell.seed()))
        .toList();
  }

  private static List<String> keysWithout(Grid grid, Set<Cell> common) {
    return grid.outcomes().stream()
        .filter(outcome -> outcome.status() != CellStatus.SKIPPED)
        .map(CellOutcome::cell)
        .filter(cell -> !common.contains(cell))
        .map(Cell::key)
        .toList();
  }
}
