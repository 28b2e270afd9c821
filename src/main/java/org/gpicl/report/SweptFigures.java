package org.gpicl.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.PanelsFigure;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;

/**
 * The heatmaps over hidden size and number of tasks of a sweep that varies more: each combination
 * of its other settings has panels of its own if they are few, otherwise the first. Few or many is
 * asked of each model.
 */
public final class SweptFigures {
  private static final int MOST_COMBINATIONS = 6;

  /** Seen tasks are beside unseen ones, and of more than a few combinations two are in a row. */
  private static final int FEW_PANELS = 6;

  private static final int FEW_COLUMNS = 2;
  private static final int MANY_COLUMNS = 4;

  private final Medium medium;
  private final Grid grid;
  private final Pivot pivot;
  private final Map<ModelKind, List<List<String>>> combinations = new EnumMap<>(ModelKind.class);

  public SweptFigures(Medium medium, Grid grid) {
    this.medium = medium;
    this.grid = grid;
    GridAxes axes = GridAxes.of(grid.sweep());
    List<GridAxis> on = List.of(axes.named("hidden"), axes.named("tasks"));
    this.pivot = Pivot.of(axes, grid.outcomes(), on, List.of(axes.named("model")));
    for (List<String> one : pivot.combinations()) {
      combinations.computeIfAbsent(kind(one), none -> new ArrayList<>()).add(one);
    }
  }

  private ModelKind kind(List<String> combination) {
    return pivot.outcomes(combination).get(0).cell().kind();
  }

  /** For each combination seen tasks beside unseen ones. */
  public Figure seenAndUnseen() {
    List<PanelsFigure.Panel> panels = new ArrayList<>();
    for (List<String> one : shown()) {
      panels.add(panel(one, Evaluation.SEEN));
      panels.add(panel(one, EvaluationSet.UNSEEN));
    }
    return figure(panels, "Performance on seen and unseen tasks");
  }

  /** On one evaluation set. */
  public Figure of(String evaluation) {
    return figure(
        shown().stream().map(one -> panel(one, evaluation)).toList(),
        new Measure(evaluation).title(grid));
  }

  private Figure figure(List<PanelsFigure.Panel> panels, String title) {
    int columns = panels.size() > FEW_PANELS ? MANY_COLUMNS : FEW_COLUMNS;
    return new PanelsFigure(medium, pivot, Crossings.of(grid), panels, columns, title, subtitle());
  }

  private boolean few(ModelKind kind) {
    return combinations.get(kind).size() <= MOST_COMBINATIONS;
  }

  private List<List<String>> shown() {
    return grid.models().stream()
        .flatMap(kind -> combinations.get(kind).stream().limit(few(kind) ? MOST_COMBINATIONS : 1))
        .toList();
  }

  private PanelsFigure.Panel panel(List<String> combination, String evaluation) {
    List<String> heading = new ArrayList<>();
    heading.add(kind(combination).title());
    heading.add(grid.title(evaluation));
    pivot.description(combination).stream()
        .filter(part -> !part.equals(kind(combination).title()))
        .forEach(heading::add);
    return new PanelsFigure.Panel(heading, combination, new Measure(evaluation));
  }

  private List<String> subtitle() {
    List<String> parts = new ArrayList<>();
    parts.add(grid.sweep().name());
    parts.add("recipe " + grid.sweep().recipe().key());
    int seeds = grid.seeds().size();
    parts.add(seeds == 1 ? "one seed" : "median of " + seeds + " seeds");
    for (ModelKind kind : grid.models()) {
      if (!few(kind)) {
        parts.add(
            "%s: the first of %s combinations"
                .formatted(kind.title(), Labels.grouped(combinations.get(kind).size())));
      }
    }
    return parts;
  }
}
