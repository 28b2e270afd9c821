package org.gpicl.report.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.ui.TextAnchor;

/**
 * The mark of a place whose seeds fall on both sides of twice the chance, where a median says
 * little: a filled upper right corner.
 */
final class SplitMark {
  private static final String MEANING = "seeds on both sides of twice the chance";
  private static final double LARGEST = 8;

  private SplitMark() {}

  /**
   * Marks cells of a heatmap.
   *
   * @param area of its cells
   * @param split whether a cell is marked, by column and row from below
   * @param value what the cell shows
   */
  static void draw(
      Graphics2D g,
      Rectangle2D area,
      int columns,
      int rows,
      BiPredicate<Integer, Integer> split,
      ToDoubleBiFunction<Integer, Integer> value,
      CellStyle style) {
    double width = area.getWidth() / columns;
    double height = area.getHeight() / rows;
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        if (split.test(x, y)) {
          corner(
              g,
              Math.round(area.getMinX() + (x + 1) * width) - 1,
              Math.round(area.getMaxY() - (y + 1) * height) + 1,
              Math.min(LARGEST, Math.min(width, height) / 3),
              style.textOn(value.applyAsDouble(x, y)));
        }
      }
    }
  }

  private static void corner(Graphics2D g, double right, double top, double size, Color colour) {
    Path2D corner = new Path2D.Double();
    corner.moveTo(right - size, top);
    corner.lineTo(right, top);
    corner.lineTo(right, top + size);
    corner.closePath();
    g.setPaint(colour);
    g.fill(corner);
  }

  /** What it means, for a legend. */
  static void drawKey(Graphics2D g, Medium medium, double right, double y) {
    FigureStyle.text(
        g, MEANING, right, y, TextAnchor.CENTER_RIGHT, medium.note(), FigureStyle.FAINT);
    double left = right - g.getFontMetrics().stringWidth(MEANING) - 26;
    Rectangle2D box = new Rectangle2D.Double(left, y - 7, 20, 14);
    g.setPaint(FigureStyle.SAND);
    g.fill(box);
    corner(g, box.getMaxX() - 1, box.getMinY() + 1, 7, FigureStyle.INK);
  }
}
