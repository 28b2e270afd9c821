package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
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
import org.jfree.chart.renderer.xy.DeviationRenderer;
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
  private static final int PAPER_TRAINING = 270;
  private static final int PAPER_POSITIONS = 210;
  private static final int LONGEST_VALUE = 28;
  private static final List<Color> OTHERS =
      List.of(new Color(0x5B7FB5), new Color(0x7A9A4F), new Color(0x8A6BAF));

  private final Medium medium;
  private final Grid grid;
  private final CellOutcome outcome;
  private final List<String> byPosition;

  public CurveFigure(Medium medium, Grid grid, CellOutcome outcome) {
    this.medium = medium;
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
    return medium.width(byPosition.isEmpty() ? ALONE_WIDTH : TRAINING_WIDTH + POSITIONS_WIDTH);
  }

  @Override
  public int height() {
    return medium.onPaper() ? PAPER_TRAINING + (below() ? PAPER_POSITIONS : 0) : HEIGHT;
  }

  private boolean below() {
    return medium.narrow() && !byPosition.isEmpty();
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
  }

  @Override
  public String description() {
    return "Training curve and accuracy by position of " + outcome.cell().key();
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    if (medium.onPaper()) {
      drawOnPaper(g);
      return;
    }
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

  private void drawOnPaper(Graphics2D g) {
    double half = byPosition.isEmpty() || below() ? width() : width() / 2.0;
    training().draw(g, new Rectangle2D.Double(0, 0, half, PAPER_TRAINING));
    if (below()) {
      positions().draw(g, new Rectangle2D.Double(0, PAPER_TRAINING, half, PAPER_POSITIONS));
    } else if (!byPosition.isEmpty()) {
      positions().draw(g, new Rectangle2D.Double(half, 0, half, PAPER_TRAINING));
    }
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
    FigureStyle.style(medium, lossAxis);
    lossAxis.setNumberFormatOverride(FigureStyle.format("0.0#"));
    XYPlot loss = new XYPlot(new XYSeriesCollection(), null, lossAxis, FigureStyle.lines());
    FigureStyle.style(loss);
    add(loss, curve("loss", CurvePoint::loss), look(3, FigureStyle.LOSS));
    double highest =
        outcome.curve().stream()
            .mapToDouble(CurvePoint::loss)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    lossAxis.setRange(0, (medium.onPaper() ? 1.3 : 1.12) * Math.max(highest, Math.log(classes)));
    loss.addRangeMarker(FigureStyle.reference(medium, Math.log(classes), "ln " + classes));

    XYPlot accuracy =
        new XYPlot(
            new XYSeriesCollection(),
            null,
            FigureStyle.accuracyAxis(medium, "accuracy"),
            FigureStyle.lines());
    FigureStyle.style(accuracy);
    add(accuracy, curve("train", CurvePoint::trainAccuracy), look(2, FigureStyle.TRAIN));
    add(
        accuracy,
        curve(grid.title(Evaluation.SEEN), CurvePoint::seenAccuracy),
        look(0, FigureStyle.SEEN));
    chance(accuracy, grid.chance());

    NumberAxis steps = new NumberAxis("step");
    FigureStyle.style(medium, steps);
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
    NumberAxis xAxis = PositionSeries.axis(medium);
    XYPlot plot = PositionSeries.plot(medium, xAxis, FigureStyle.accuracyAxis(medium, "accuracy"));
    int others = 0;
    for (String name : byPosition) {
      LineLook look =
          switch (name) {
            case Evaluation.SEEN -> look(0, FigureStyle.SEEN);
            case EvaluationSet.UNSEEN -> look(1, FigureStyle.UNSEEN);
            default -> look(4 + others, OTHERS.get(others++ % OTHERS.size()));
          };
      PositionSeries.add(
          plot, List.of(outcome), name, grid.title(name), look.stroke(), look.colour());
      plot.getRenderer().setSeriesShape(plot.getDataset().getSeriesCount() - 1, look.mark());
      name(plot, grid.title(name), look);
    }
    xAxis.setRange(1, plot.getDataset().getItemCount(0));
    chance(plot, grid.chance());
    return chart(plot);
  }

  /** A line's look on paper, of which colour is not all; on a screen it is. */
  private LineLook look(int line, Color onScreen) {
    return medium.onPaper()
        ? LineLook.of(line)
        : new LineLook(onScreen, FigureStyle.LINE, LineLook.markOf(0));
  }

  private void add(XYPlot plot, XYSeries series, LineLook look) {
    XYSeriesCollection data = (XYSeriesCollection) plot.getDataset();
    data.addSeries(series);
    int index = data.getSeriesCount() - 1;
    XYLineAndShapeRenderer renderer = (XYLineAndShapeRenderer) plot.getRenderer();
    renderer.setSeriesPaint(index, look.colour());
    renderer.setSeriesStroke(index, look.stroke());
    if (data.getItemCount(index) == 1) {
      renderer.setSeriesShapesVisible(index, true);
    }
    name(plot, String.valueOf(series.getKey()), look);
  }

  private static void chance(XYPlot plot, double chance) {
    plot.addRangeMarker(FigureStyle.reference(chance));
    items(plot).add(FigureStyle.item("chance", FigureStyle.DOTTED, FigureStyle.FAINT));
  }

  private void name(XYPlot plot, String label, LineLook look) {
    // The marks of curves over steps would only hide them.
    boolean marked = medium.onPaper() && plot.getRenderer() instanceof DeviationRenderer;
    items(plot)
        .add(
            marked
                ? FigureStyle.item(label, look)
                : FigureStyle.item(label, look.stroke(), look.colour()));
  }

  private static LegendItemCollection items(XYPlot plot) {
    LegendItemCollection items = plot.getFixedLegendItems();
    if (items == null) {
      items = new LegendItemCollection();
      plot.setFixedLegendItems(items);
    }
    return items;
  }

  private JFreeChart chart(XYPlot plot) {
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(FigureStyle.PAPER);
    chart.setPadding(
        medium.onPaper() ? new RectangleInsets(6, 2, 2, 18) : new RectangleInsets(4, 12, 6, 26));
    chart.addSubtitle(FigureStyle.legend(medium, plot, RectangleEdge.BOTTOM));
    return chart;
  }
}
