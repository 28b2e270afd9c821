package org.gpicl.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.Tick;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Lines over one axis, one for each combination of what else a sweep varies: the median of the
 * seeds, with a band from the least to the greatest. Over an axis without an order, or with a
 * single value, there are points with bars instead.
 */
public final class LinesFigure implements Figure {
  public static final int MOST_LINES = 8;

  private static final int WIDTH = 760;
  private static final int PLOT = 380;
  private static final int PAPER_PLOT = 210;
  private static final int LEGEND_LINE = 16;
  private static final int LONGEST_LABEL = 48;
  private static final int LONGEST_BESIDE = 24;
  private static final double MARGIN = 0.04;
  private static final double SIDE_BY_SIDE = 0.08;
  private static final double MOST_OF_GUESSING = 1.5;

  /** Distinct also for most who see colours differently. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x1F6F78),
          new Color(0xC1566B),
          new Color(0xE0A030),
          new Color(0x541F3F),
          new Color(0x5B9BD5),
          new Color(0x7A9A4F),
          new Color(0x8A6BAF),
          new Color(0x6F665E));

  private final Medium medium;
  private final Pivot pivot;
  private final Measure measure;
  private final GridAxis axis;
  private final String title;
  private final List<String> subtitle;
  private final List<List<String>> combinations;

  /** Whether there is a line to draw. */
  private final boolean ordered;

  /**
   * @param medium on paper, lines differ also without colours
   * @param pivot over one axis, with at most {@link #MOST_LINES} combinations
   * @param subtitle in parts, each of which stays in one line
   */
  public LinesFigure(
      Medium medium, Pivot pivot, Measure measure, String title, List<String> subtitle) {
    this.medium = medium;
    this.pivot = pivot;
    this.measure = measure;
    this.axis = pivot.on(0);
    this.title = title;
    this.subtitle = FigureStyle.lines(subtitle, " · ", FigureStyle.SUBTITLE, WIDTH - 40.0);
    this.combinations = List.copyOf(pivot.combinations());
    this.ordered = axis.ordered();
  }

  @Override
  public int width() {
    return medium.width(WIDTH);
  }

  @Override
  public int height() {
    return top()
        + (medium.onPaper() ? PAPER_PLOT + (below() ? LEGEND_LINE * legendLines() : 0) : PLOT);
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
  }

  private int top() {
    return medium.onPaper() ? 6 : 44 + subtitle.size() * FigureStyle.SUBTITLE_LINE;
  }

  private int legendLines() {
    return longest() > LONGEST_BESIDE ? combinations.size() + 1 : combinations.size() / 2 + 1;
  }

  private boolean below() {
    return medium.narrow() || longest() > LONGEST_BESIDE;
  }

  private int longest() {
    return combinations.size() == 1
        ? 0
        : combinations.stream().mapToInt(one -> label(one).length()).max().orElse(0);
  }

  @Override
  public String description() {
    return title + (combinations.size() > 1 ? ", a line for each combination" : "");
  }

  @Override
  public void draw(Graphics2D g) {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    XYLineAndShapeRenderer renderer = ordered ? band() : bars();
    LegendItemCollection items = new LegendItemCollection();
    for (int i = 0; i < combinations.size(); i++) {
      data.addSeries(series(i));
      LineLook look = look(i);
      renderer.setSeriesPaint(i, look.colour());
      renderer.setSeriesFillPaint(i, look.colour());
      renderer.setSeriesStroke(i, look.stroke());
      renderer.setSeriesShape(i, look.mark());
      renderer.setSeriesShapesVisible(i, true);
      if (combinations.size() > 1) {
        items.add(item(combinations.get(i), look));
      }
    }
    XYPlot plot = new XYPlot(data, xAxis(), yAxis(data), renderer);
    FigureStyle.style(plot);
    chance(plot, items);
    plot.setFixedLegendItems(items);
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(FigureStyle.PAPER);
    chart.setPadding(
        medium.onPaper()
            ? new RectangleInsets(top(), 2, 2, 12)
            : new RectangleInsets(top(), 12, 10, 14));
    if (items.getItemCount() > 0) {
      chart.addSubtitle(
          FigureStyle.legend(medium, plot, below() ? RectangleEdge.BOTTOM : RectangleEdge.RIGHT));
    }
    chart.draw(g, new Rectangle2D.Double(0, 0, width(), height()));
    if (!medium.onPaper()) {
      FigureStyle.heading(g, title, "", 20, 28);
      FigureStyle.subtitle(g, subtitle, 20);
    }
  }

  private LineLook look(int i) {
    return medium.onPaper()
        ? LineLook.of(i)
        : new LineLook(
            COLOURS.get(i % COLOURS.size()),
            FigureStyle.LINE,
            new Ellipse2D.Double(-2.6, -2.6, 5.2, 5.2));
  }

  private LegendItem item(List<String> combination, LineLook look) {
    String label = label(combination);
    return medium.onPaper()
        ? FigureStyle.item(label, look)
        : FigureStyle.item(label, look.stroke(), look.colour());
  }

  private String label(List<String> combination) {
    String label = medium.text(String.join(", ", pivot.description(combination)));
    return OneLine.cut(label, LONGEST_LABEL);
  }

  private XYLineAndShapeRenderer band() {
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(0.16f);
    // Dashes go on from one piece of a line to the next only if it is one path.
    renderer.setDrawSeriesLineAsPath(medium.onPaper());
    return renderer;
  }

  private static XYLineAndShapeRenderer bars() {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setErrorStroke(new BasicStroke(1.4f));
    return renderer;
  }

  private YIntervalSeries series(int i) {
    YIntervalSeries series = new YIntervalSeries(i, true, true);
    double aside = ordered ? 0 : SIDE_BY_SIDE * (i - (combinations.size() - 1) / 2.0);
    for (int k = 0; k < axis.values().size(); k++) {
      Spread spread = measure.of(pivot.at(combinations.get(i), axis.values().get(k)));
      if (!spread.empty()) {
        series.add(place(k) + aside, spread.median(), spread.least(), spread.greatest());
      }
    }
    return series;
  }

  /** Of a value on the axis. */
  private double place(int k) {
    if (!ordered) {
      return k;
    }
    double number = axis.numbers().orElseThrow()[k];
    return axis.logarithmic() ? Math.log(number) : number;
  }

  private NumberAxis xAxis() {
    int last = axis.values().size() - 1;
    double margin = ordered ? MARGIN * (place(last) - place(0)) : 0.5;
    NumberAxis x = new ValueAxis();
    x.setLabel(axis.title() + (ordered && axis.logarithmic() ? " (logarithmic)" : ""));
    FigureStyle.style(medium, x);
    x.setRange(place(0) - margin, place(last) + margin);
    return x;
  }

  /** Has a tick at each value, or as many of them as have room. */
  private final class ValueAxis extends NumberAxis {
    @Override
    protected List<Tick> refreshTicksHorizontal(
        Graphics2D g, Rectangle2D area, RectangleEdge edge) {
      List<Tick> ticks = new ArrayList<>();
      double free = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < axis.values().size(); k++) {
        String label = medium.text(axis.labels().get(k));
        double half = FigureStyle.width(label, medium.tick()) / 2;
        double at = valueToJava2D(place(k), area, edge);
        if (at - half > free) {
          ticks.add(
              new NumberTick(place(k), label, TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0));
          free = at + half + 8;
        }
      }
      return ticks;
    }
  }

  private NumberAxis yAxis(YIntervalSeriesCollection data) {
    if (!measure.isLoss()) {
      return FigureStyle.accuracyAxis(medium, measure.unit());
    }
    NumberAxis y = new NumberAxis(measure.unit());
    FigureStyle.style(medium, y);
    double most = 0;
    for (int series = 0; series < data.getSeriesCount(); series++) {
      for (int item = 0; item < data.getItemCount(series); item++) {
        most = Math.max(most, data.getEndYValue(series, item));
      }
    }
    double guessing = Math.log(classes().stream().mapToInt(n -> n).max().orElse(2));
    y.setRange(0, 1.06 * Math.max(0.01, Math.min(most, MOST_OF_GUESSING * guessing)));
    return y;
  }

  private List<Integer> classes() {
    return pivot.outcomes().stream()
        .map(CellOutcome::cell)
        .map(cell -> cell.model().classes())
        .distinct()
        .toList();
  }

  /** A line to compare with, where it is the same for all. */
  private void chance(XYPlot plot, LegendItemCollection items) {
    List<Integer> classes = classes();
    if (classes.size() == 1) {
      int all = classes.get(0);
      plot.addRangeMarker(FigureStyle.reference(measure.isLoss() ? Math.log(all) : 1.0 / all));
      items.add(FigureStyle.item("chance", FigureStyle.DOTTED, FigureStyle.FAINT));
    }
  }
}
