package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntFunction;
import org.gpicl.report.medium.Medium;
import org.jfree.chart.ui.TextAnchor;

/**
 * Where the heatmaps of a figure are, below its heading and beside its colour bar.
 *
 * @param left the width of the axis beside them
 * @param bottom the height of what is below them
 */
public record PanelLayout(int rows, int columns, int left, int bottom) {
  public static final int WIDTH = 700;

  private static final int LEAST_LEFT = 68;
  private static final int NAME = 36;

  /** The height of the axis below a heatmap. */
  public static final int AXIS = 54;

  private static final int TOP = 82;
  private static final int RIGHT = 92;
  private static final int BETWEEN_COLUMNS = 30;
  private static final int BETWEEN_ROWS = 74;
  private static final int TWO_ROWS = 700;

  /**
   * @param upwards the labels of the axis beside the heatmaps, which its name is beside
   */
  public static PanelLayout of(int rows, int columns, List<String> upwards, int bottom) {
    double widest =
        upwards.stream()
            .mapToDouble(label -> FigureStyle.width(label, FigureStyle.TICK))
            .max()
            .orElse(0);
    return new PanelLayout(
        rows, columns, Math.max(LEAST_LEFT, (int) Math.ceil(NAME + widest)), bottom);
  }

  private int panelHeight() {
    return (TWO_ROWS - TOP - bottom - BETWEEN_ROWS) / 2;
  }

  public int height() {
    return TOP + bottom + rows * (panelHeight() + BETWEEN_ROWS) - BETWEEN_ROWS;
  }

  /** Where a panel's cells are drawn. */
  public Rectangle2D area(int row, int column) {
    double width = (WIDTH - left - RIGHT - (columns - 1.0) * BETWEEN_COLUMNS) / columns;
    return new Rectangle2D.Double(
        left + column * (width + BETWEEN_COLUMNS),
        TOP + row * (panelHeight() + BETWEEN_ROWS),
        width,
        panelHeight());
  }

  public void drawHeading(Graphics2D g, String title, String subtitle) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
    FigureStyle.heading(g, title, subtitle, left, 28);
  }

  /** The strip of the colour bar, along all rows. */
  public Rectangle2D strip() {
    Rectangle2D top = area(0, columns - 1);
    double bottomEdge = area(rows - 1, columns - 1).getMaxY();
    return new Rectangle2D.Double(
        top.getMaxX() + 22, top.getMinY(), 15, bottomEdge - top.getMinY());
  }

  /**
   * @param every from one tick to the next, in parts of the strip
   * @param label of the tick at a part, counted from below
   */
  public static void drawTicks(
      Graphics2D g,
      Medium medium,
      Rectangle2D strip,
      int parts,
      int every,
      IntFunction<String> label) {
    g.setStroke(FigureStyle.THIN);
    for (int part = 0; part <= parts; part += every) {
      double y = strip.getMaxY() - strip.getHeight() * part / parts;
      g.setPaint(FigureStyle.FAINT);
      g.draw(new Line2D.Double(strip.getMaxX(), y, strip.getMaxX() + 4, y));
      FigureStyle.text(
          g,
          label.apply(part),
          strip.getMaxX() + 7,
          y,
          TextAnchor.CENTER_LEFT,
          medium.tick(),
          FigureStyle.INK);
    }
  }
}
