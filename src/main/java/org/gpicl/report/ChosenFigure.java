package org.gpicl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.LinesFigure;
import org.gpicl.report.figure.PanelsFigure;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;

/**
 * A figure of two axes, or of one, that a user chose.
 *
 * @param name of its file, without an ending
 * @param shown the cells in it
 * @param subtitle what they are, in parts
 */
public record ChosenFigure(
    String name, Figure figure, List<CellOutcome> shown, List<String> subtitle) {
  static final int MOST_PANELS = 12;
  static final int MOST_NAMED_PANELS = 48;

  private static final int FEW_COLUMNS = 4;
  private static final int MANY_COLUMNS = 6;
  private static final int LONGEST_LIST = 60;

  /**
   * @throws ChoiceException if the sweep does not have what is chosen, or has too much of it
   */
  static ChosenFigure of(Grid grid, FigureChoice choice) {
    return of(Medium.SCREEN, grid, choice);
  }

  /** The same on any medium. */
  public static ChosenFigure of(Medium medium, Grid grid, FigureChoice choice) {
    return new Choice(medium, grid, choice).figure();
  }

  /** What was chosen, found in the sweep. */
  private static final class Choice {
    private final Medium medium;
    private final Grid grid;
    private final FigureChoice names;
    private final GridAxes axes;
    private final List<GridAxis> on = new ArrayList<>();
    private final List<GridAxis> first;
    private final Measure measure;
    private final Pivot pivot;

    Choice(Medium medium, Grid grid, FigureChoice names) {
      this.medium = medium;
      this.grid = grid;
      this.names = names;
      this.axes = GridAxes.of(grid.sweep());
      boolean usual = names.x().isEmpty() && names.y().isEmpty();
      on.add(axes.named(names.x().isEmpty() ? "hidden" : names.x()));
      if (usual || !names.y().isEmpty()) {
        on.add(axes.named(usual ? "tasks" : names.y()));
      }
      this.first = names.panels().stream().map(axes::named).distinct().toList();
      List<GridAxis> twice = Stream.concat(on.stream(), first.stream()).toList();
      for (GridAxis axis : twice) {
        if (twice.indexOf(axis) != twice.lastIndexOf(axis)) {
          throw new ChoiceException(
              axis.name() + " is chosen twice; --x, --y and --panel take different axes");
        }
      }
      this.measure = Measure.of(grid, names.value());
      this.pivot = Pivot.of(axes, axes.choose(names.where(), grid.outcomes()), on, first);
      if (pivot.outcomes().isEmpty()) {
        throw new ChoiceException(
            "no cell of sweep %s has %s"
                .formatted(
                    grid.sweep().name(),
                    on.stream().map(GridAxis::name).collect(Collectors.joining(" and "))));
      }
    }

    ChosenFigure figure() {
      return on.size() == 1 ? lines() : heatmaps();
    }

    private ChosenFigure lines() {
      int count = pivot.combinations().size();
      if (count > LinesFigure.MOST_LINES) {
        throw tooMany(count + " lines, and a figure has at most " + LinesFigure.MOST_LINES, "");
      }
      String title = measure.title(grid) + " by " + pivot.on(0).title();
      List<String> parts =
          subtitle(
              pivot.on(0).ordered()
                  ? "line: median, band: least to greatest"
                  : "point: median, bar: least to greatest");
      Figure figure = new LinesFigure(medium, pivot, measure, title, parts);
      return new ChosenFigure(fileName("lines"), figure, pivot.outcomes(), parts);
    }

    private ChosenFigure heatmaps() {
      int count = pivot.combinations().size();
      boolean allNamed = first.containsAll(pivot.apart());
      if (count > (allNamed ? MOST_NAMED_PANELS : MOST_PANELS)) {
        throw tooMany(
            count + " panels, and a figure has at most " + MOST_PANELS,
            allNamed
                ? ""
                : ", or name them all with --panel "
                    + pivot.apart().stream().map(GridAxis::name).collect(Collectors.joining(","))
                    + " to have up to "
                    + MOST_NAMED_PANELS);
      }
      List<PanelsFigure.Panel> panels =
          pivot.combinations().stream()
              .map(one -> new PanelsFigure.Panel(pivot.description(one), one, measure))
              .toList();
      List<String> parts = subtitle("median");
      Figure figure =
          new PanelsFigure(
              medium,
              pivot,
              Crossings.of(grid),
              panels,
              columns(count),
              measure.title(grid),
              parts);
      return new ChosenFigure(fileName("heatmap"), figure, pivot.outcomes(), parts);
    }

    /** As many as fill all rows, and have the values of the last axis below each other. */
    private int columns(int count) {
      int most = count <= MOST_PANELS ? FEW_COLUMNS : MANY_COLUMNS;
      List<GridAxis> apart = pivot.apart();
      int inner = apart.isEmpty() ? 1 : apart.get(apart.size() - 1).values().size();
      for (int columns = Math.min(most, count); columns > 1; columns--) {
        if (count % columns == 0 && columns % inner == 0) {
          return columns;
        }
      }
      return Math.min(most, count);
    }

    private ChoiceException tooMany(String count, String otherwise) {
      List<GridAxis> apart = pivot.apart();
      GridAxis largest = apart.get(0);
      for (GridAxis axis : apart) {
        largest = axis.values().size() > largest.values().size() ? axis : largest;
      }
      return new ChoiceException(
          "%s would make %s. Choose values with --where, such as --where %s=%s%s."
              .formatted(
                  apart.stream().map(GridAxis::name).collect(Collectors.joining(", ")),
                  count,
                  largest.name(),
                  largest.values().get(0),
                  otherwise));
    }

    private List<String> subtitle(String ofSeeds) {
      List<String> parts = new ArrayList<>();
      parts.add(grid.sweep().name());
      parts.add("recipe " + grid.sweep().recipe().key());
      List<CellOutcome> shown = pivot.outcomes();
      List<String> kinds =
          shown.stream().map(outcome -> outcome.cell().kind().title()).distinct().toList();
      if (kinds.size() == 1 && pivot.apart().stream().noneMatch(a -> a.name().equals("model"))) {
        parts.add(kinds.get(0));
      }
      names.where().stream()
          .filter(where -> !where.startsWith("model"))
          .map(where -> OneLine.cut(where, LONGEST_LIST))
          .forEach(parts::add);
      GridAxis seed = axes.named("seed");
      if (!on.contains(seed) && !first.contains(seed)) {
        long seeds = shown.stream().map(outcome -> outcome.cell().seed()).distinct().count();
        parts.add(seeds == 1 ? "one seed" : ofSeeds + " of " + seeds + " seeds");
      }
      if (!pivot.following().isEmpty()) {
        String list =
            pivot.following().stream().map(GridAxis::leaf).collect(Collectors.joining(", "));
        parts.add("along with them: " + OneLine.cut(list, LONGEST_LIST));
      }
      return parts;
    }

    /** Such as {@code heatmap-hidden-learningrate-layers-2}. */
    private String fileName(String kind) {
      List<String> parts = new ArrayList<>(List.of(kind));
      on.forEach(axis -> parts.add(shortName(axis)));
      first.forEach(axis -> parts.add("by " + shortName(axis)));
      if (!measure.name().equals("unseen")) {
        parts.add(measure.name());
      }
      for (String where : names.where()) {
        int equals = where.indexOf('=');
        parts.add(
            shortName(axes.named(where.substring(0, equals).strip()))
                + " "
                + where.substring(equals + 1));
      }
      return Labels.fileName(String.join(" ", parts));
    }

    private String shortName(GridAxis axis) {
      boolean alone = axes.all().stream().filter(a -> a.leaf().equals(axis.leaf())).count() == 1;
      return alone ? axis.leaf() : axis.name();
    }
  }
}
