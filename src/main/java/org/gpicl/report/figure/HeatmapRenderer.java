package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.function.BiPredicate;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYZDataset;

/**
 * Draws the cells of a heatmap: its value as a colour and, where there is room, as a number; a
 * hatch where there is none; a cross where a training failed.
 */
final class HeatmapRenderer extends AbstractXYItemRenderer {
  private static final double HATCH_DISTANCE = 6;
  private static final int LEAST_WIDTH = 19;
  private static final int LEAST_HEIGHT = 11;
  private static final int WIDE = 32;

  private final transient Medium medium;
  private final transient CellStyle style;
  private final transient BiPredicate<Integer, Integer> failed;

  /**
   * @param failed whether a training failed at column x, row y
   */
  HeatmapRenderer(Medium medium, CellStyle style, BiPredicate<Integer, Integer> failed) {
    this.medium = medium;
    this.style = style;
    this.failed = failed;
  }

  @Override
  public void drawItem(
      Graphics2D g,
      XYItemRendererState state,
      Rectangle2D area,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis xAxis,
      ValueAxis yAxis,
      XYDataset dataset,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    double x = dataset.getXValue(series, item);
    double y = dataset.getYValue(series, item);
    double value = ((XYZDataset) dataset).getZValue(series, item);
    Rectangle2D cell = cell(area, xAxis, yAxis, x, y);
    if (Double.isNaN(value)) {
      hatch(g, cell);
    } else {
      g.setPaint(style.colour(value));
      g.fill(cell);
      number(g, cell, value);
    }
    g.setPaint(FigureStyle.PAPER);
    g.setStroke(FigureStyle.THIN);
    g.draw(cell);
    if (failed.test((int) x, (int) y)) {
      cross(g, cell, Double.isNaN(value) ? FigureStyle.INK : style.textOn(value));
    }
  }

  /** On whole points, so that edges are sharp. */
  private static Rectangle2D cell(
      Rectangle2D area, ValueAxis xAxis, ValueAxis yAxis, double x, double y) {
    long left = Math.round(xAxis.valueToJava2D(x - 0.5, area, RectangleEdge.BOTTOM));
    long right = Math.round(xAxis.valueToJava2D(x + 0.5, area, RectangleEdge.BOTTOM));
    long bottom = Math.round(yAxis.valueToJava2D(y - 0.5, area, RectangleEdge.LEFT));
    long top = Math.round(yAxis.valueToJava2D(y + 0.5, area, RectangleEdge.LEFT));
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  private void number(Graphics2D g, Rectangle2D cell, double value) {
    if (cell.getWidth() < LEAST_WIDTH || cell.getHeight() < LEAST_HEIGHT) {
      return;
    }
    boolean wide = cell.getWidth() >= WIDE;
    float size = (float) Math.min(13, Math.min(cell.getWidth() * 0.38, cell.getHeight() * 0.7));
    if (medium.onPaper()) {
      size = medium.tick().getSize2D();
    }
    FigureStyle.text(
        g,
        style.label(value, wide),
        cell.getCenterX(),
        cell.getCenterY(),
        TextAnchor.CENTER,
        medium.tick().deriveFont(size),
        style.textOn(value));
  }

  static void hatch(Graphics2D g, Rectangle2D cell) {
    g.setPaint(FigureStyle.HATCH);
    g.setStroke(FigureStyle.THIN);
    // Lines x + y = k on a lattice that all cells share; each is cut at the edges of the cell.
    double first = Math.ceil((cell.getMinX() + cell.getMinY()) / HATCH_DISTANCE) * HATCH_DISTANCE;
    for (double k = first; k < cell.getMaxX() + cell.getMaxY(); k += HATCH_DISTANCE) {
      double left = Math.max(cell.getMinX(), k - cell.getMaxY());
      double right = Math.min(cell.getMaxX(), k - cell.getMinY());
      g.draw(new Line2D.Double(left, k - left, right, k - right));
    }
  }

  static void cross(Graphics2D g, Rectangle2D cell, Color colour) {
    double arm = Math.min(6, Math.min(cell.getWidth(), cell.getHeight()) / 4);
    double x = cell.getCenterX();
    double y = cell.getCenterY();
    g.setPaint(colour);
    g.setStroke(FigureStyle.LINE);
    g.draw(new Line2D.Double(x - arm, y - arm, x + arm, y + arm));
    g.draw(new Line2D.Double(x - arm, y + arm, x + arm, y - arm));
  }
}
