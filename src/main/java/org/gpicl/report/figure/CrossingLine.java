package org.gpicl.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.gpicl.report.grid.Spread;

/** The line over a heatmap where an accuracy crosses a threshold: the median, and the range. */
final class CrossingLine {
  private static final BasicStroke HALO =
      new BasicStroke(4.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final double CAP = 4;

  private CrossingLine() {}

  /**
   * Draws it in halves, since columns without a crossing interrupt it.
   *
   * @param crossing of a column, as a place among the rows from below; 0 is the middle of the first
   */
  static void draw(
      Graphics2D g, Rectangle2D area, int columns, int rows, IntFunction<Spread> crossing) {
    double width = area.getWidth() / columns;
    double height = area.getHeight() / rows;
    Path2D median = new Path2D.Double();
    List<Line2D> ranges = new ArrayList<>();
    boolean pen = false;
    for (int column = 0; column < columns; column++) {
      Spread spread = crossing.apply(column);
      if (spread.empty()) {
        pen = false;
        continue;
      }
      double x = area.getMinX() + (column + 0.5) * width;
      Point2D at = new Point2D.Double(x, y(area, height, spread.median()));
      if (pen) {
        median.lineTo(at.getX(), at.getY());
      } else {
        median.moveTo(at.getX() - CAP, at.getY());
        median.lineTo(at.getX() + CAP, at.getY());
        median.moveTo(at.getX(), at.getY());
      }
      pen = true;
      double low = y(area, height, spread.least());
      double high = y(area, height, spread.greatest());
      ranges.add(new Line2D.Double(x, low, x, high));
      ranges.add(new Line2D.Double(x - CAP, low, x + CAP, low));
      ranges.add(new Line2D.Double(x - CAP, high, x + CAP, high));
    }
    stroke(g, HALO, Color.WHITE, median, ranges);
    stroke(g, LINE, FigureStyle.INK, median, ranges);
  }

  private static double y(Rectangle2D area, double height, double place) {
    return area.getMaxY() - (place + 0.5) * height;
  }

  private static void stroke(
      Graphics2D g, BasicStroke stroke, Color colour, Path2D median, List<Line2D> ranges) {
    g.setStroke(stroke);
    g.setPaint(colour);
    g.draw(median);
    ranges.forEach(g::draw);
  }
}
