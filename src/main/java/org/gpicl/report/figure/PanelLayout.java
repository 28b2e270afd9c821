package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntFunction;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PanelSizes;
import org.jfree.chart.ui.TextAnchor;

/**
 * Where the heatmaps of a figure are, below its heading and beside its colour bar.
 *
 * @param left the width of the axis beside them
 * @param bottom the height of what is below them; on paper, below each row
 * @param values how many an axis upwards has
 */
public record PanelLayout(Medium medium, int rows, int columns, int left, int bottom, int values) {
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

  private static final int PAPER_NAME = 28;
  private static final int PAPER_HEADING = 22;

  /**
   * @param upwards the labels of the axis beside the heatmaps, which its name is beside
   */
  public static PanelLayout of(
      Medium medium, int rows, int columns, List<String> upwards, int bottom) {
    int widest = (int) Math.ceil(widest(medium, upwards));
    int left = medium.onPaper() ? PAPER_NAME + widest : Math.max(LEAST_LEFT, NAME + widest);
    return new PanelLayout(medium, rows, columns, left, bottom, upwards.size());
  }

  /** The width of the widest of an axis' labels. */
  public static double widest(Medium medium, List<String> labels) {
    return labels.stream()
        .mapToDouble(label -> FigureStyle.width(label, medium.tick()))
        .max()
        .orElse(0);
  }

  private PanelSizes onPaper() {
    return new PanelSizes(medium, left, rows * columns, new PanelSizes.Values(1, values), 0);
  }

  private int panelHeight() {
    return medium.onPaper()
        ? (int) onPaper().height(columns)
        : (TWO_ROWS - TOP - bottom - BETWEEN_ROWS) / 2;
  }

  private int top() {
    return medium.onPaper() ? PAPER_HEADING : TOP;
  }

  private int betweenRows() {
    return medium.onPaper() ? bottom + PAPER_HEADING : BETWEEN_ROWS;
  }

  public int width() {
    return medium.width(WIDTH);
  }

  public int height() {
    return top() + bottom + rows * (panelHeight() + betweenRows()) - betweenRows();
  }

  /** Where a panel's cells are drawn. */
  public Rectangle2D area(int row, int column) {
    double between = medium.onPaper() ? onPaper().between() : BETWEEN_COLUMNS;
    double width =
        medium.onPaper()
            ? onPaper().width(columns)
            : (WIDTH - left - RIGHT - (columns - 1) * between) / columns;
    return new Rectangle2D.Double(
        left + column * (width + between),
        top() + row * (panelHeight() + betweenRows()),
        width,
        panelHeight());
  }

  /** On paper, the caption takes its place. */
  public void drawHeading(Graphics2D g, String title, String subtitle) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    if (!medium.onPaper()) {
      FigureStyle.heading(g, title, subtitle, left, 28);
    }
  }

  /** The strip of the colour bar, along all rows. */
  public Rectangle2D strip() {
    Rectangle2D top = area(0, columns - 1);
    double bottomEdge = area(rows - 1, columns - 1).getMaxY();
    return new Rectangle2D.Double(
        top.getMaxX() + (medium.onPaper() ? 10 : 22),
        top.getMinY(),
        medium.onPaper() ? 11 : 15,
        bottomEdge - top.getMinY());
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
