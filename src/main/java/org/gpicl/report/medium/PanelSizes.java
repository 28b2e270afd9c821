package org.gpicl.report.medium;

import java.util.stream.IntStream;

/**
 * How many heatmaps are beside each other, and how large each is. On a screen they have the size
 * that suits them, and the figure is as wide as that takes; on paper they share a column.
 *
 * @param left what the axis beside them takes
 * @param panels how many there are
 * @param values how many an axis has: to the right and upwards
 * @param named the width of the name of the axis below
 */
public record PanelSizes(Medium medium, int left, int panels, Values values, double named) {
  private static final int BETWEEN = 30;
  private static final int RIGHT = 92;
  private static final int PAPER_BETWEEN = 14;
  private static final int PAPER_RIGHT = 48;
  private static final int PAPER_LEAST = 90;
  private static final int PAPER_PER_ROW = 14;
  private static final int PAPER_FEW_ROWS = 3;

  /** Numbers of values. */
  public record Values(int right, int up) {}

  /** Between two heatmaps. */
  public int between() {
    return medium.onPaper() ? PAPER_BETWEEN : BETWEEN;
  }

  /** What the colour bar takes. */
  public int right() {
    return medium.onPaper() ? PAPER_RIGHT : RIGHT;
  }

  /** On paper as many as have room, such that the same panels are below each other. */
  public int columns(int wanted) {
    int most = Math.max(1, Math.min(wanted, panels));
    if (!medium.onPaper()) {
      return most;
    }
    return IntStream.rangeClosed(1, panels)
        .filter(count -> paperWidth(count) >= PAPER_LEAST)
        .filter(count -> count % most == 0 || most % count == 0)
        .max()
        .orElse(1);
  }

  public double width(int columns) {
    if (medium.onPaper()) {
      return paperWidth(columns);
    }
    double least = columns == 1 ? 420 : columns == 2 ? 255 : 180;
    double perValue = columns == 1 ? 34 : columns == 2 ? 28 : 24;
    return Math.max(named - BETWEEN / 2.0, Math.max(least, perValue * values.right()));
  }

  private double paperWidth(int columns) {
    return (medium.width(0) - left - PAPER_RIGHT - (columns - 1.0) * PAPER_BETWEEN) / columns;
  }

  public double height(int columns) {
    if (medium.onPaper()) {
      boolean few = panels <= PAPER_FEW_ROWS * columns;
      double shape = Math.min(130, (few ? 0.8 : 0.4) * paperWidth(columns));
      return Math.max(PAPER_PER_ROW * values.up(), shape);
    }
    return Math.max(
        panels <= 2 ? 245 : panels <= 6 ? 150 : 100,
        Math.min(600, (columns <= 2 ? 22 : 19) * values.up()));
  }
}
