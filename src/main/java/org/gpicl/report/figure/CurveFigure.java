package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * One cell: its loss and accuracies while it trained, and, for sequences, its accuracy by position
 * when it was done, with a band of a standard error over tasks. A line at ln(classes) shows a
 * plateau for what it is.
 */
public final class CurveFigure implements Figure {
  private static final int TRAINING_WIDTH = 430;
  private static final int POSITIONS_WIDTH = 420;
  private static final int ALONE_WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int HEADER = 56;
  private static final int LONGEST_VALUE = 28;
  private static final List<Color> OTHERS =
      List.of(new Color(0x5B7FB5), new Color(0x7A9A4F), new Color(0x8A6BAF));

  private final Grid grid;
  private final CellOutcome outcome;
  private final List<String> byPosition;

  public CurveFigure(Grid grid, CellOutcome outcome) {
    this.grid = grid;
    this.outcome = outcome;
    this.byPosition =
        grid.evaluationNames().stream()
            .filter(name -> !name.equals(Evaluation.TRAIN))
            .filter(name -> PositionSeries.measured(List.of(outcome), name))
            .toList();
  }

  @Override
  public int width() {
    return byPosition.isEmpty() ? ALONE_WIDTH : TRAINING_WIDTH + POSITIONS_WIDTH;
  }

  @Override
  public int height() {
    return HEIGHT;
  }

  @Override
  public String description() {
    return "Training curve and accuracy by position of " + outcome.cell().key();
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), HEIGHT));
    int panel = HEIGHT - HEADER;
    int trainingWidth = byPosition.isEmpty() ? width() : TRAINING_WIDTH;
    training().draw(g, new Rectangle2D.Double(0, HEADER, trainingWidth, panel));
    if (!byPosition.isEmpty()) {
      positions().draw(g, new Rectangle2D.Double(TRAINING_WIDTH, HEADER, POSITIONS_WIDTH, panel));
    }
    Cell cell = outcome.cell();
    String title =
        cell.kind().title()
            + ", "
            + (cell.tasks() == 1 ? "1 task" : Labels.power(cell.tasks()) + " tasks")
            + ", hidden size "
            + cell.hidden()
            + ", seed "
            + cell.seed();
    FigureStyle.heading(g, title, swept(cell) + subtitle(), 20, 26);
  }

  private static String swept(Cell cell) {
    return cell.swept().stream()
        .map(setting -> setting.leaf() + " " + OneLine.cut(setting.value(), LONGEST_VALUE) + " · ")
        .collect(Collectors.joining());
  }

  private String subtitle() {
    String results =
        outcome.evaluations().stream()
            .sorted(
                (a, b) ->
                    grid.evaluationNames().indexOf(a.name())
                        - grid.evaluationNames().indexOf(b.name()))
            .map(
                e ->
                    (e.name().equals(Evaluation.TRAIN) ? "train" : grid.title(e.name()))
                        + " "
                        + Labels.twoDigits(e.accuracy()))
            .collect(Collectors.joining(" · "));
    return Labels.count(outcome.step(), "step", "steps")
        + ", "
        + outcome.status().name().toLowerCase(Locale.ROOT)
        + (results.isEmpty() ? "" : " · " + results);
  }

  private JFreeChart training() {
    int classes = outcome.cell().model().classes();
    NumberAxis lossAxis = new NumberAxis("training loss");
    FigureStyle.style(lossAxis);
    lossAxis.setNumberFormatOverride(FigureStyle.format("0.0#"));
    XYPlot loss = new XYPlot(new XYSeriesCollection(), null, lossAxis, FigureStyle.lines());
    FigureStyle.style(loss);
    add(loss, curve("loss", CurvePoint::loss), FigureStyle.LINE, FigureStyle.LOSS);
    double highest =
        outcome.curve().stream()
            .mapToDouble(CurvePoint::loss)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    lossAxis.setRange(0, 1.12 * Math.max(highest, Math.log(classes)));
    loss.addRangeMarker(FigureStyle.reference(Math.log(classes), "ln " + classes));

    XYPlot accuracy =
        new XYPlot(
            new XYSeriesCollection(),
            null,
            FigureStyle.accuracyAxis("accuracy"),
            FigureStyle.lines());
    FigureStyle.style(accuracy);
    add(accuracy, curve("train", CurvePoint::trainAccuracy), FigureStyle.LINE, FigureStyle.TRAIN);
    add(
        accuracy,
        curve(grid.title(Evaluation.SEEN), CurvePoint::seenAccuracy),
        FigureStyle.LINE,
        FigureStyle.SEEN);
    chance(accuracy, grid.chance());

    NumberAxis steps = new NumberAxis("step");
    FigureStyle.style(steps);
    steps.setNumberFormatOverride(FigureStyle.format("#,##0"));
    steps.setRange(0, Math.max(1, outcome.cell().spec().steps()));
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(steps);
    both.setGap(16);
    both.add(loss, 1);
    both.add(accuracy, 1);
    both.setInsets(RectangleInsets.ZERO_INSETS);
    return chart(both);
  }

  private XYSeries curve(String name, ToDoubleFunction<CurvePoint> value) {
    XYSeries series = new XYSeries(name, false, true);
    for (CurvePoint point : outcome.curve()) {
      double y = value.applyAsDouble(point);
      // A diverged loss leaves a gap; an infinite one has no place on paper.
      series.add(point.step(), Double.isFinite(y) ? y : Double.NaN);
    }
    return series;
  }

  private JFreeChart positions() {
    NumberAxis xAxis = PositionSeries.axis();
    XYPlot plot = PositionSeries.plot(xAxis, FigureStyle.accuracyAxis("accuracy"));
    int others = 0;
    for (String name : byPosition) {
      Color colour =
          switch (name) {
            case Evaluation.SEEN -> FigureStyle.SEEN;
            case EvaluationSet.UNSEEN -> FigureStyle.UNSEEN;
            default -> OTHERS.get(others++ % OTHERS.size());
          };
      PositionSeries.add(plot, List.of(outcome), name, grid.title(name), FigureStyle.LINE, colour);
      name(plot, grid.title(name), FigureStyle.LINE, colour);
    }
    xAxis.setRange(1, plot.getDataset().getItemCount(0));
    chance(plot, grid.chance());
    return chart(plot);
  }

  private static void add(XYPlot plot, XYSeries series, Stroke stroke, Color colour) {
    XYSeriesCollection data = (XYSeriesCollection) plot.getDataset();
    data.addSeries(series);
    int index = data.getSeriesCount() - 1;
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    renderer.setSeriesPaint(index, colour);
    renderer.setSeriesStroke(index, stroke);
    if (data.getItemCount(index) == 1) {
      renderer.setSeriesShapesVisible(index, true);
    }
    name(plot, String.valueOf(series.getKey()), stroke, colour);
  }

  private static void chance(XYPlot plot, double chance) {
    plot.addRangeMarker(FigureStyle.reference(chance));
    name(plot, "chance", FigureStyle.DOTTED, FigureStyle.FAINT);
  }

  private static void name(XYPlot plot, String label, Stroke stroke, Color colour) {
    LegendItemCollection items = plot.getFixedLegendItems();
    if (items == null) {
      items = new LegendItemCollection();
      plot.setFixedLegendItems(items);
    }
    items.add(FigureStyle.item(label, stroke, colour));
  }

  private static JFreeChart chart(XYPlot plot) {
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(FigureStyle.PAPER);
    chart.setPadding(new RectangleInsets(4, 12, 6, 26));
    chart.addSubtitle(FigureStyle.legend(plot, RectangleEdge.BOTTOM));
    return chart;
  }
}
