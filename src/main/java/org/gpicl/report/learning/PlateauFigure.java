package org.gpicl.report.learning;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The training losses of all models of sequences over the logarithm of the step, with a mark where
 * each left the plateau: a line for each seed, a colour for each value of one axis, and a chart for
 * each combination of the others.
 */
final class PlateauFigure {
  private static final String NAME = "plateau";
  private static final int MOST_CHARTS = 6;
  private static final double ROOM_ABOVE = 1.12;

  private final SequenceCells all;
  private final GridAxis axis;
  private final Pivot pivot;
  private final List<List<String>> shown;

  private PlateauFigure(SequenceCells all, List<CellOutcome> trained) {
    this.all = all;
    this.pivot = Pivot.of(all.axes(), trained, List.of(all.mainAxis()), List.of());
    this.axis = pivot.on(0);
    this.shown =
        pivot.combinations().stream()
            .skip(Math.max(0, pivot.combinations().size() - MOST_CHARTS))
            .toList();
  }

  /** Empty before any was evaluated. */
  static Optional<LearningFigure> of(Medium medium, Grid grid) {
    SequenceCells all = SequenceCells.of(medium, grid).learned();
    List<CellOutcome> trained =
        all.outcomes().stream().filter(outcome -> !outcome.curve().isEmpty()).toList();
    return trained.isEmpty()
        ? Optional.empty()
        : Optional.of(new PlateauFigure(all, trained).figure());
  }

  private LearningFigure figure() {
    List<CellOutcome> cells = shown.stream().flatMap(one -> pivot.outcomes(one).stream()).toList();
    List<ChartsFigure.Chart> charts =
        shown.stream()
            .map(
                one ->
                    new ChartsFigure.Chart(
                        all.medium().text(String.join(", ", pivot.description(one))),
                        () -> plot(one)))
            .toList();
    ChartsFigure figure =
        new ChartsFigure(
            all.medium(),
            "The loss plateau",
            all.subtitle(parts().toArray(String[]::new)),
            charts,
            legend());
    return new LearningFigure(NAME, figure, caption(), cells);
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    int seeds = all.grid().seeds().size();
    if (seeds > 1) {
      parts.add("a line for each of " + seeds + " seeds");
    }
    int combinations = pivot.combinations().size();
    if (combinations > shown.size()) {
      parts.add(
          "the last %d of %s combinations".formatted(shown.size(), Labels.grouped(combinations)));
    }
    return parts;
  }

  private List<String> caption() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        axis.values().size() > 1
            ? "Training loss by step (%s), for each value of %s."
                .formatted(all.models(), axis.title())
            : "Training loss by step (%s).".formatted(all.models()));
    sentences.add(
        "Marks are where a training left the plateau: the first of two consecutive evaluations at which the loss, averaged since the previous evaluation, is more than %s below the logarithm of the number of classes in use."
            .formatted(Plateau.MARGIN));
    if (!parts().isEmpty()) {
      sentences.add("Shown: %s.".formatted(String.join("; ", parts())));
    }
    return sentences;
  }

  private List<LegendItem> legend() {
    List<LegendItem> items = new ArrayList<>();
    if (axis.values().size() > 1) {
      for (int i = 0; i < axis.values().size(); i++) {
        items.add(all.item(axis.labelled(axis.values().get(i)), look(i)));
      }
    }
    items.add(mark("left the plateau", look(0)));
    return items;
  }

  private static LegendItem mark(String label, LineLook look) {
    LegendItem item = new LegendItem(label);
    item.setShape(look.mark());
    item.setFillPaint(FigureStyle.FAINT);
    return item;
  }

  private LineLook look(int i) {
    return all.look(i, axis.values().size());
  }

  private XYPlot plot(List<String> combination) {
    XYSeriesCollection lines = new XYSeriesCollection();
    XYSeriesCollection marks = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = FigureStyle.lines();
    XYLineAndShapeRenderer markers = new XYLineAndShapeRenderer(false, true);
    markers.setUseOutlinePaint(true);
    markers.setDrawOutlines(true);
    for (int i = 0; i < axis.values().size(); i++) {
      for (CellOutcome outcome : pivot.at(combination, axis.values().get(i))) {
        int series = lines.getSeriesCount();
        lines.addSeries(curve(outcome, series));
        marks.addSeries(mark(outcome, series));
        LineLook look = look(i);
        renderer.setSeriesPaint(series, look.colour());
        renderer.setSeriesStroke(series, look.stroke());
        markers.setSeriesPaint(series, look.colour());
        markers.setSeriesShape(series, look.mark());
        markers.setSeriesOutlinePaint(series, FigureStyle.PAPER);
        markers.setSeriesOutlineStroke(series, new BasicStroke(1.2f));
      }
    }
    XYPlot plot = new XYPlot(lines, steps(), losses(), renderer);
    FigureStyle.style(plot);
    plot.setDataset(1, marks);
    plot.setRenderer(1, markers);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    classes()
        .forEach(
            n -> plot.addRangeMarker(FigureStyle.reference(all.medium(), Math.log(n), "ln " + n)));
    return plot;
  }

  private static XYSeries curve(CellOutcome outcome, int series) {
    XYSeries curve = new XYSeries(series, false, true);
    for (CurvePoint point : outcome.curve()) {
      // A diverged loss leaves a gap; an infinite one has no place on paper.
      double loss = Double.isFinite(point.loss()) ? point.loss() : Double.NaN;
      curve.add(Math.log(point.step()), loss);
    }
    return curve;
  }

  private static XYSeries mark(CellOutcome outcome, int series) {
    XYSeries mark = new XYSeries(series, false, true);
    OptionalLong left = Plateau.of(outcome).left();
    outcome.curve().stream()
        .filter(point -> left.equals(OptionalLong.of(point.step())))
        .forEach(point -> mark.add(Math.log(point.step()), point.loss()));
    return mark;
  }

  private List<CurvePoint> points() {
    return pivot.outcomes().stream().flatMap(outcome -> outcome.curve().stream()).toList();
  }

  private LogarithmicAxis steps() {
    LogarithmicAxis steps = new LogarithmicAxis(all.medium(), "step (logarithmic)");
    List<Long> shownSteps = points().stream().map(CurvePoint::step).collect(Collectors.toList());
    steps.show(
        shownSteps.stream().mapToLong(n -> n).min().orElse(1),
        shownSteps.stream().mapToLong(n -> n).max().orElse(1));
    return steps;
  }

  private NumberAxis losses() {
    NumberAxis losses = new NumberAxis("training loss");
    FigureStyle.style(all.medium(), losses);
    losses.setNumberFormatOverride(FigureStyle.format("0.0#"));
    // A training that diverges would take all the room for itself.
    losses.setRange(0, ROOM_ABOVE * Math.log(classes().stream().mapToInt(n -> n).max().orElse(2)));
    return losses;
  }

  private List<Integer> classes() {
    return pivot.outcomes().stream()
        .map(outcome -> outcome.cell().model().classes())
        .distinct()
        .toList();
  }
}
