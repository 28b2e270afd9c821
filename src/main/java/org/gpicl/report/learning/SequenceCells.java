package org.gpicl.report.learning;

import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxes;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.LegendItem;

/** The models of sequences of a sweep, what is varied among them, and how their lines look. */
record SequenceCells(Medium medium, Grid grid, GridAxes axes, List<CellOutcome> outcomes) {

  /** What is known or suspected to change the length of the plateau, without its section. */
  private static final List<String> OF_THE_PLATEAU =
      List.of(
          "bias",
          "curriculum.classes",
          "curriculum.tasks",
          "curriculum.steps",
          "curriculum.every",
          "restarts",
          "batch",
          "epsilon",
          "tasks");

  static SequenceCells of(Medium medium, Grid grid) {
    List<CellOutcome> outcomes =
        grid.outcomes().stream().filter(outcome -> outcome.cell().kind().sequences()).toList();
    return new SequenceCells(medium, grid, GridAxes.of(grid.sweep()), outcomes);
  }

  /** Those that learn from training, and so have a plateau. */
  SequenceCells learned() {
    List<CellOutcome> learned =
        outcomes.stream().filter(outcome -> outcome.cell().model().learned()).toList();
    return new SequenceCells(medium, grid, axes, learned);
  }

  /** What changes the length of the plateau, and varies. */
  List<GridAxis> plateauAxes() {
    return OF_THE_PLATEAU.stream()
        .flatMap(
            setting ->
                axes.all().stream()
                    .filter(axis -> axis.name().equals(setting) || axis.leaf().equals(setting)))
        .filter(this::varies)
        .toList();
  }

  /** What lines differ in: the first of those, or anything that varies, or N. */
  GridAxis mainAxis() {
    Optional<GridAxis> first =
        Stream.concat(
                plateauAxes().stream(),
                axes.all().stream().filter(axis -> !axis.name().equals("seed")))
            .filter(this::varies)
            .findFirst();
    return first.orElseGet(() -> axes.named("tasks"));
  }

  /** Their names, such as {@code Transformer and LSTM}. */
  String models() {
    return Labels.list(
        outcomes.stream()
            .map(outcome -> outcome.cell().kind())
            .distinct()
            .sorted()
            .map(ModelKind::title)
            .toList());
  }

  private boolean varies(GridAxis axis) {
    return outcomes.stream()
            .map(o -> axis.of(o.cell()))
            .flatMap(Optional::stream)
            .distinct()
            .count()
        > 1;
  }

  List<String> subtitle(String... more) {
    List<String> parts = new ArrayList<>();
    parts.add(grid.sweep().name());
    parts.add("recipe " + grid.sweep().recipe().key());
    parts.addAll(List.of(more));
    return parts;
  }

  /** The look of one of some lines that have an order. */
  LineLook look(int i, int lines) {
    return medium.onPaper()
        ? LineLook.of(i)
        : new LineLook(
            FigureStyle.ordered(i, lines), FigureStyle.LINE, new Ellipse2D.Double(-4, -4, 8, 8));
  }

  /** A line in the legend; on paper also its mark. */
  LegendItem item(String label, LineLook look) {
    String shown = medium.text(label);
    return medium.onPaper()
        ? FigureStyle.item(shown, look)
        : FigureStyle.item(shown, look.stroke(), look.colour());
  }
}
