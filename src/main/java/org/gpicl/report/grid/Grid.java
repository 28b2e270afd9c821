package org.gpicl.report.grid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;

/** The outcomes of a sweep, arranged on its axes as tables and figures show them. */
public final class Grid {
  private final Sweep sweep;
  private final List<CellOutcome> outcomes;
  private final Map<Place, List<CellOutcome>> places;
  private final List<String> otherSets;

  /** A cell's position in a heatmap, which all its seeds share. */
  public record Place(ModelKind kind, long tasks, int hidden, List<SweptSetting> swept) {
    /** One of a sweep that varies nothing else. */
    public Place(ModelKind kind, long tasks, int hidden) {
      this(kind, tasks, hidden, List.of());
    }

    public static Place of(Cell cell) {
      return new Place(cell.kind(), cell.tasks(), cell.hidden(), cell.swept());
    }
  }

  private Grid(Sweep sweep, List<CellOutcome> outcomes, Map<Place, List<CellOutcome>> places) {
    this.sweep = sweep;
    this.outcomes = outcomes;
    this.places = places;
    this.otherSets = otherSets(sweep, outcomes);
  }

  /**
   * Outcomes in any order; a cell without one counts as pending, one without a cell is left out.
   */
  public static Grid of(Sweep sweep, List<CellOutcome> outcomes) {
    Map<String, CellOutcome> byKey = new HashMap<>();
    outcomes.forEach(outcome -> byKey.put(outcome.cell().key(), outcome));
    List<CellOutcome> ordered = new ArrayList<>();
    for (Cell cell : sweep.cells()) {
      CellOutcome outcome = byKey.get(cell.key());
      ordered.add(outcome == null ? pending(cell) : outcome);
    }
    return new Grid(
        sweep,
        List.copyOf(ordered),
        ordered.stream().collect(Collectors.groupingBy(o -> Place.of(o.cell()))));
  }

  /** Only the first combination of what else is swept at each place of the four axes. */
  public Grid ofFirstCombinations() {
    Map<Place, List<SweptSetting>> first = new HashMap<>();
    Map<Place, List<CellOutcome>> base = new HashMap<>();
    for (CellOutcome outcome : outcomes) {
      Cell cell = outcome.cell();
      Place place = new Place(cell.kind(), cell.tasks(), cell.hidden());
      if (first.computeIfAbsent(place, none -> cell.swept()).equals(cell.swept())) {
        base.computeIfAbsent(place, none -> new ArrayList<>()).add(outcome);
      }
    }
    return new Grid(sweep, outcomes, base);
  }

  private static CellOutcome pending(Cell cell) {
    return new CellOutcome(cell, CellStatus.PENDING, 0, "", List.of(), 0, List.of(), List.of());
  }

  public Sweep sweep() {
    return sweep;
  }

  /** One for each cell of the sweep, in grid order. */
  public List<CellOutcome> outcomes() {
    return outcomes;
  }

  public List<ModelKind> models() {
    return distinct(Cell::kind);
  }

  /** The numbers of tasks, ascending. */
  public List<Long> tasks() {
    return List.copyOf(new TreeSet<>(distinct(Cell::tasks)));
  }

  /** The hidden sizes, ascending. */
  public List<Integer> hidden() {
    return List.copyOf(new TreeSet<>(distinct(Cell::hidden)));
  }

  /** The seeds, in the sweep's order. */
  public List<Integer> seeds() {
    return distinct(Cell::seed);
  }

  private <T> List<T> distinct(Function<Cell, T> property) {
    return sweep.cells().stream().map(property).distinct().toList();
  }

  /** One outcome for each seed; empty where the sweep has no cell. */
  public List<CellOutcome> at(Place place) {
    return places.getOrDefault(place, List.of());
  }

  /** The accuracies of the seeds that have one. */
  public Spread accuracy(Place place, String evaluation) {
    return Spread.of(
        at(place).stream()
            .flatMap(outcome -> outcome.evaluation(evaluation).stream())
            .map(Evaluation::accuracy)
            .toList());
  }

  public boolean failed(Place place) {
    return at(place).stream().anyMatch(outcome -> outcome.status().failed());
  }

  public long count(CellStatus status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  /** Evaluations on other images than the sweep's: {@code unseen:fashion-mnist} and the like. */
  public List<String> otherSets() {
    return otherSets;
  }

  private static List<String> otherSets(Sweep sweep, List<CellOutcome> outcomes) {
    Set<String> names = new LinkedHashSet<>();
    sweep.cells().forEach(cell -> sweep.evaluations(cell).forEach(set -> names.add(set.name())));
    outcomes.forEach(outcome -> outcome.evaluations().forEach(e -> names.add(e.name())));
    names.removeAll(List.of(Evaluation.TRAIN, Evaluation.SEEN, EvaluationSet.UNSEEN));
    return List.copyOf(names);
  }

  /** Every evaluation that a cell of this sweep may have, in the order of tables. */
  public List<String> evaluationNames() {
    List<String> names =
        new ArrayList<>(List.of(Evaluation.TRAIN, Evaluation.SEEN, EvaluationSet.UNSEEN));
    names.addAll(otherSets());
    return names;
  }

  /** The evaluations of a cell in the order of tables, whatever order they were stored in. */
  public List<Evaluation> evaluations(CellOutcome outcome) {
    return evaluationNames().stream().flatMap(name -> outcome.evaluation(name).stream()).toList();
  }

  /** Accuracy of guessing; 0 for a sweep without cells. */
  public double chance() {
    return sweep.cells().isEmpty() ? 0 : 1.0 / sweep.cells().get(0).model().classes();
  }

  /** "seen MNIST", "unseen Fashion-MNIST": what an evaluation is made on. */
  public String title(String evaluation) {
    List<String> sets = distinct(cell -> cell.training().images().set());
    return Labels.evaluation(
        evaluation, sets.isEmpty() ? "images" : sets.size() > 1 ? "tasks" : sets.get(0));
  }
}
