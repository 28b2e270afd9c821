package org.gpicl.report.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.figure.PositionSeries;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

/**
 * What models have learned to learn, beyond the images that they were trained on: accuracy by
 * position on unseen tasks of each image set, at the most tasks and the largest hidden size.
 */
record ImageSetsFigure(Medium medium, Grid grid, List<Line> lines, List<String> evaluations) {
  private static final String NAME = "image-sets";
  private static final int MOST_CHARTS = 6;
  private static final String OTHERS = EvaluationSet.UNSEEN + ":";

  /** One model; its cells differ in their seeds. */
  private record Line(ModelKind kind, List<CellOutcome> cells) {}

  /** Empty unless unseen tasks of several image sets have results by position. */
  static Optional<LearningFigure> of(Medium medium, Grid grid) {
    List<Line> lines = new ArrayList<>();
    for (ModelKind kind : grid.models()) {
      last(grid, kind).ifPresent(cells -> lines.add(new Line(kind, cells)));
    }
    List<String> evaluations =
        lines.stream()
            .flatMap(line -> line.cells().stream())
            .flatMap(outcome -> outcome.evaluations().stream())
            .map(evaluation -> evaluation.name())
            .filter(name -> name.equals(EvaluationSet.UNSEEN) || name.startsWith(OTHERS))
            .distinct()
            .toList();
    return evaluations.size() < 2
        ? Optional.empty()
        : Optional.of(new ImageSetsFigure(medium, grid, lines, evaluations).figure());
  }

  private static Optional<List<CellOutcome>> last(Grid grid, ModelKind kind) {
    for (int n = grid.tasks().size() - 1; n >= 0; n--) {
      for (int h = grid.hidden().size() - 1; h >= 0; h--) {
        List<CellOutcome> cells =
            grid.at(new Grid.Place(kind, grid.tasks().get(n), grid.hidden().get(h)));
        if (PositionSeries.measured(cells, EvaluationSet.UNSEEN)) {
          return Optional.of(cells);
        }
      }
    }
    return Optional.empty();
  }

  private LearningFigure figure() {
    List<ChartsFigure.Chart> charts =
        evaluations.stream()
            .limit(MOST_CHARTS)
            .map(name -> new ChartsFigure.Chart(medium.text(set(name)), () -> plot(name)))
            .toList();
    List<String> subtitle =
        SequenceCells.of(medium, grid).subtitle("trained on " + set(EvaluationSet.UNSEEN));
    lines.forEach(line -> subtitle.add(described(line)));
    ChartsFigure figure =
        new ChartsFigure(medium, "Unseen tasks of each image set", subtitle, charts, legend());
    return new LearningFigure(
        NAME, figure, caption(), lines.stream().flatMap(line -> line.cells().stream()).toList());
  }

  private String set(String evaluation) {
    return Labels.imageSet(
        evaluation.equals(EvaluationSet.UNSEEN)
            ? lines.get(0).cells().get(0).cell().training().images().set()
            : evaluation.substring(OTHERS.length()));
  }

  private static String described(Line line) {
    Cell cell = line.cells().get(0).cell();
    return "%s: %s tasks, hidden size %d"
        .formatted(line.kind().title(), Labels.grouped(cell.tasks()), cell.hidden());
  }

  private List<String> caption() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Accuracy by position on unseen tasks of each image set, after training on %s."
            .formatted(set(EvaluationSet.UNSEEN)));
    lines.forEach(line -> sentences.add(described(line) + "."));
    sentences.add(
        "Smoothed over neighbouring positions; bands are one standard error to either side.");
    return sentences;
  }

  private List<LegendItem> legend() {
    List<LegendItem> items = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      items.add(FigureStyle.item(medium.text(lines.get(i).kind().title()), LineLook.of(i)));
    }
    items.add(FigureStyle.item("chance", FigureStyle.DOTTED, FigureStyle.FAINT));
    return items;
  }

  private XYPlot plot(String evaluation) {
    NumberAxis positions = PositionSeries.axis(medium);
    XYPlot plot =
        PositionSeries.plot(
            medium, positions, FigureStyle.accuracyAxis(medium, "accuracy on unseen tasks"));
    int length = 2;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      LineLook look = LineLook.of(i);
      PositionSeries.add(
          plot, line.cells(), evaluation, line.kind().key(), look.stroke(), look.colour());
      plot.getRenderer().setSeriesShape(i, look.mark());
      length = Math.max(length, line.cells().get(0).cell().model().length());
    }
    positions.setRange(1, length);
    plot.addRangeMarker(FigureStyle.reference(grid.chance()));
    return plot;
  }
}
