package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.general.DatasetUtils;

/**
 * The paper's in-context learning curve: accuracy by position in the sequence, one colour for each
 * number of tasks, at the largest hidden size that has results. Bands show a standard error to
 * either side.
 */
public final class PositionsFigure implements Figure {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 430;
  private static final int PAPER_PLOT = 230;
  private static final int LEGEND_LINE = 18;

  private final Medium medium;
  private final Grid grid;
  private final ModelKind kind;
  private final int hidden;
  private final List<Long> tasks;

  private PositionsFigure(Medium medium, Grid grid, ModelKind kind, int hidden, List<Long> tasks) {
    this.medium = medium;
    this.grid = grid;
    this.kind = kind;
    this.hidden = hidden;
    this.tasks = tasks;
  }

  /** On a screen, of the first model with results by position, else of nothing. */
  public static Optional<PositionsFigure> of(Grid grid) {
    return of(Medium.SCREEN, grid);
  }

  /** The same on any medium. */
  public static Optional<PositionsFigure> of(Medium medium, Grid grid) {
    List<Integer> widths = grid.hidden();
    for (ModelKind kind : grid.models()) {
      for (int i = widths.size() - 1; i >= 0; i--) {
        int hidden = widths.get(i);
        List<Long> tasks =
            grid.tasks().stream()
                .filter(n -> measured(grid, new Grid.Place(kind, n, hidden)))
                .toList();
        if (!tasks.isEmpty()) {
          return Optional.of(new PositionsFigure(medium, grid, kind, hidden, tasks));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean measured(Grid grid, Grid.Place place) {
    return PositionSeries.measured(grid.at(place), Evaluation.SEEN)
        || PositionSeries.measured(grid.at(place), EvaluationSet.UNSEEN);
  }

  @Override
  public int width() {
    return medium.width(WIDTH);
  }

  @Override
  public int height() {
    return medium.onPaper()
        ? PAPER_PLOT + (medium.narrow() ? LEGEND_LINE * (2 + tasks.size() / 3) : 0)
        : HEIGHT;
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
  }

  /** What is drawn. */
  public ModelKind kind() {
    return kind;
  }

  /** Its hidden size. */
  public int hidden() {
    return hidden;
  }

  /** The numbers of tasks that have a line. */
  public List<Long> tasks() {
    return tasks;
  }

  @Override
  public String description() {
    return "Accuracy by position in the sequence, for each number of training tasks";
  }

  @Override
  public void draw(Graphics2D g) {
    NumberAxis xAxis = PositionSeries.axis(medium);
    XYPlot plot = PositionSeries.plot(medium, xAxis, FigureStyle.accuracyAxis(medium, "accuracy"));
    LegendItemCollection items = new LegendItemCollection();
    items.add(FigureStyle.item("unseen", FigureStyle.LINE, FigureStyle.INK));
    items.add(FigureStyle.item("seen", FigureStyle.DASHED, FigureStyle.INK));
    items.add(FigureStyle.item("chance", FigureStyle.DOTTED, FigureStyle.FAINT));
    List<String> labels = Labels.tasks(tasks);
    // Many tasks first in the legend and last on the paper, where they lie on top.
    for (int i = tasks.size() - 1; i >= 0; i--) {
      items.add(item("N = " + medium.text(labels.get(i)), i));
    }
    for (int i = 0; i < tasks.size(); i++) {
      Grid.Place place = new Grid.Place(kind, tasks.get(i), hidden);
      Color colour = colour(i);
      add(plot, place, Evaluation.SEEN, FigureStyle.DASHED, colour);
      add(plot, place, EvaluationSet.UNSEEN, FigureStyle.LINE, colour);
      plot.getRenderer().setSeriesShape(2 * i, LineLook.markOf(i));
      plot.getRenderer().setSeriesShape(2 * i + 1, LineLook.markOf(i));
    }
    xAxis.setRange(
        1, Math.max(2, DatasetUtils.findMaximumDomainValue(plot.getDataset()).intValue()));
    plot.setFixedLegendItems(items);
    plot.addRangeMarker(FigureStyle.reference(grid.chance()));
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(FigureStyle.PAPER);
    List<String> subtitle =
        FigureStyle.lines(subtitle(), " · ", FigureStyle.SUBTITLE, WIDTH - 40.0);
    chart.setPadding(
        medium.onPaper()
            ? new RectangleInsets(6, 2, 2, 12)
            : new RectangleInsets(44 + subtitle.size() * FigureStyle.SUBTITLE_LINE, 12, 10, 14));
    chart.addSubtitle(
        FigureStyle.legend(
            medium, plot, medium.narrow() ? RectangleEdge.BOTTOM : RectangleEdge.RIGHT));
    chart.draw(g, new Rectangle2D.Double(0, 0, width(), height()));
    if (!medium.onPaper()) {
      FigureStyle.heading(g, "Accuracy by position", "", 20, 28);
      FigureStyle.subtitle(g, subtitle, 20);
    }
  }

  private LegendItem item(String label, int i) {
    return medium.onPaper()
        ? FigureStyle.item(label, new LineLook(colour(i), FigureStyle.LINE, LineLook.markOf(i)))
        : FigureStyle.item(label, FigureStyle.LINE, colour(i));
  }

  private List<String> subtitle() {
    List<String> parts = new ArrayList<>();
    parts.add(grid.sweep().name());
    parts.add(kind.title() + ", hidden size " + hidden + ", N training tasks");
    int seeds = grid.seeds().size();
    parts.add(
        (seeds == 1 ? "one seed" : "mean of " + seeds + " seeds")
            + (sure() ? " ± standard error over " + (seeds == 1 ? "tasks" : "seeds") : ""));
    List<String> swept = grid.sweep().swept();
    if (!swept.isEmpty()) {
      String leaves =
          swept.stream()
              .map(path -> path.substring(path.indexOf('.') + 1))
              .collect(Collectors.joining(", "));
      parts.add("the first combination of " + leaves);
    }
    return parts;
  }

  /** Whether lines have bands. */
  public boolean sure() {
    return tasks.stream()
        .map(n -> grid.at(new Grid.Place(kind, n, hidden)))
        .anyMatch(
            at ->
                PositionSeries.sure(at, Evaluation.SEEN)
                    || PositionSeries.sure(at, EvaluationSet.UNSEEN));
  }

  private void add(XYPlot plot, Grid.Place place, String evaluation, Stroke stroke, Color colour) {
    String name = place.tasks() + " " + evaluation;
    PositionSeries.add(plot, grid.at(place), evaluation, name, stroke, colour);
  }

  private Color colour(int i) {
    return FigureStyle.ordered(i, tasks.size());
  }
}
