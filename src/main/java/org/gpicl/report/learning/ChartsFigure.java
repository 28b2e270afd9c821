package org.gpicl.report.learning;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.Supplier;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * Charts beside each other with one legend below them; in a narrow column, below each other.
 *
 * @param subtitle in parts, each of which stays in one line
 * @param charts made anew for each drawing
 */
record ChartsFigure(
    Medium medium, String title, List<String> subtitle, List<Chart> charts, List<LegendItem> legend)
    implements Figure {
  private static final int ALONE = 700;
  private static final int PAIR = 840;
  private static final int TRIO = 1000;
  private static final int HIGH = 380;
  private static final int LOW = 260;
  private static final int PAPER_HEIGHT = 200;
  private static final int HEADING = 22;
  private static final int LEGEND_LINE = 20;
  private static final int BESIDE_LABEL = 44;
  private static final int MOST_COLUMNS = 3;

  /**
   * One of the charts.
   *
   * @param heading over it; may be empty
   */
  record Chart(String heading, Supplier<XYPlot> plot) {}

  private int columns() {
    if (medium.narrow()) {
      return 1;
    }
    return charts.size() == 4 ? 2 : Math.min(MOST_COLUMNS, charts.size());
  }

  private int rows() {
    return (charts.size() - 1) / columns() + 1;
  }

  @Override
  public int width() {
    return medium.width(columns() == 1 ? ALONE : columns() == 2 ? PAIR : TRIO);
  }

  private int chartHeight() {
    return medium.onPaper() ? PAPER_HEIGHT : rows() == 1 ? HIGH : LOW;
  }

  private List<String> subtitleLines() {
    return FigureStyle.lines(subtitle, " · ", FigureStyle.SUBTITLE, width() - 40.0);
  }

  private int top() {
    return medium.onPaper() ? 4 : 38 + subtitleLines().size() * FigureStyle.SUBTITLE_LINE;
  }

  private int legendHeight() {
    int lines = legend.isEmpty() ? 0 : 1;
    double used = 0;
    for (LegendItem item : legend) {
      double wide = BESIDE_LABEL + FigureStyle.width(item.getLabel(), medium.tick());
      if (used > 0 && used + wide > width() - 20) {
        lines++;
        used = 0;
      }
      used += wide;
    }
    return LEGEND_LINE * lines + 6;
  }

  @Override
  public int height() {
    return top() + rows() * chartHeight() + legendHeight();
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
  }

  @Override
  public String description() {
    return title;
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    double wide = width() / (double) columns();
    for (int i = 0; i < charts.size(); i++) {
      double x = i % columns() * wide;
      double y = top() + (double) (i / columns()) * chartHeight();
      draw(g, charts.get(i), new Rectangle2D.Double(x, y, wide, chartHeight()));
    }
    LegendItemCollection items = new LegendItemCollection();
    legend.forEach(items::add);
    LegendTitle drawn = FigureStyle.legend(medium, () -> items, RectangleEdge.BOTTOM);
    double y = (double) top() + rows() * chartHeight();
    drawn.arrange(g, new RectangleConstraint(width() - 20.0, legendHeight()));
    drawn.draw(g, new Rectangle2D.Double(10, y, width() - 20.0, legendHeight()));
    if (!medium.onPaper()) {
      FigureStyle.heading(g, title, "", 20, 28);
      FigureStyle.subtitle(g, subtitleLines(), 20);
    }
  }

  private void draw(Graphics2D g, Chart one, Rectangle2D area) {
    JFreeChart chart = new JFreeChart(null, null, one.plot().get(), false);
    chart.setBackgroundPaint(FigureStyle.PAPER);
    double heading = one.heading().isEmpty() ? 8 : HEADING;
    chart.setPadding(
        medium.onPaper()
            ? new RectangleInsets(heading, 2, 4, 12)
            : new RectangleInsets(heading, 12, 8, 16));
    chart.draw(g, area);
    if (!one.heading().isEmpty()) {
      FigureStyle.panelHeading(g, medium, one.heading(), area);
    }
  }
}
