package org.gpicl.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.gpicl.report.grid.BestChoice;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.table.TextTable;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/** The best places of a sweep by the median over their seeds. */
public final class BestCells {
  private static final int WIDTH = 100;
  private static final String GAP = "  ";

  private final Sweep sweep;
  private final BestChoice choice;
  private final Measure measure;
  private final List<Ranked> candidates;
  private final List<Ranked> best;

  /** A place with what its seeds have. */
  private record Ranked(Cell cell, Spread spread) {}

  /**
   * @throws ChoiceException if the sweep does not have what is chosen
   */
  public BestCells(Sweep sweep, List<CellOutcome> outcomes, BestChoice choice) {
    Grid grid = Grid.of(sweep, outcomes);
    GridAxes axes = GridAxes.of(sweep);
    this.sweep = sweep;
    this.choice = choice;
    this.measure = Measure.of(grid, choice.by());
    this.candidates = candidates(axes.choose(choice.where(), grid.outcomes()));
    this.best = choice.per().isEmpty() ? top(candidates) : within(axes.named(choice.per()));
    if (best.isEmpty()) {
      throw new ChoiceException(
          "no cell of sweep %s%s has %s yet"
              .formatted(
                  sweep.name(),
                  choice.where().isEmpty() ? "" : " with " + String.join(" and ", choice.where()),
                  measure.isLoss() ? "a training loss" : "an evaluation " + measure.name()));
    }
  }

  private List<Ranked> candidates(List<CellOutcome> outcomes) {
    Map<Grid.Place, List<CellOutcome>> places = new LinkedHashMap<>();
    for (CellOutcome outcome : outcomes) {
      places.computeIfAbsent(Grid.Place.of(outcome.cell()), p -> new ArrayList<>()).add(outcome);
    }
    Comparator<Ranked> ascending = Comparator.comparingDouble(place -> place.spread().median());
    boolean least = choice.least() || measure.isLoss();
    return places.values().stream()
        .map(seeds -> new Ranked(seeds.get(0).cell(), measure.of(seeds)))
        .filter(place -> !place.spread().empty())
        .sorted(least ? ascending : ascending.reversed())
        .toList();
  }

  private List<Ranked> top(List<Ranked> ranked) {
    return ranked.stream().limit(choice.top()).toList();
  }

  private List<Ranked> within(GridAxis axis) {
    if (axis.name().equals("seed")) {
      throw new ChoiceException(
          "the best cells are found by the median over their seeds; --per takes another axis");
    }
    return axis.values().stream()
        .flatMap(
            value ->
                top(
                    candidates.stream()
                        .filter(one -> axis.of(one.cell()).filter(value::equals).isPresent())
                        .toList())
                    .stream())
        .toList();
  }

  /** A cell of each. */
  public List<Cell> cells() {
    return best.stream().map(Ranked::cell).toList();
  }

  /** As a table for terminals. */
  public String text() {
    List<Cell> cells = cells();
    TextTable table = new TextTable();
    table.column("model", false, cells.stream().map(cell -> cell.kind().key()).toList());
    table.column("tasks", true, cells.stream().map(c -> Labels.grouped(c.tasks())).toList());
    table.column("hidden", true, cells.stream().map(c -> String.valueOf(c.hidden())).toList());
    TextTable values = new TextTable();
    values.column("seeds", true, column(one -> String.valueOf(one.spread().sorted().length)));
    values.column(measure.name(), true, column(one -> number(one.spread().median())));
    boolean several = best.stream().anyMatch(one -> one.spread().sorted().length > 1);
    if (several) {
      values.column("least", true, column(one -> number(one.spread().least())));
      values.column("greatest", true, column(one -> number(one.spread().greatest())));
    }
    SettingColumns.Added added =
        new SettingColumns(sweep.swept(), cells.stream().map(Cell::swept).toList())
            .between(table, values, GAP, WIDTH);
    return heading(several)
        + System.lineSeparator()
        + added.table().text(GAP)
        + (added.legend().isEmpty() ? "" : "\n" + added.legend());
  }

  private String heading(boolean several) {
    return "%s of %s of sweep %s by %s%s%s:"
        .formatted(
            best.size() == 1 ? "The best" : "The best " + best.size(),
            Labels.count(candidates.size(), "place", "places"),
            sweep.name(),
            measure.isLoss() ? "training loss" : measure.name(),
            choice.per().isEmpty() ? "" : ", within each " + choice.per(),
            several ? ", the median over seeds" : "");
  }

  private List<String> column(Function<Ranked, String> value) {
    return best.stream().map(value).toList();
  }

  private static String number(double value) {
    return value >= 1000
        ? String.format(Locale.ROOT, "%.1e", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
