package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.ui.TextAnchor;

/** The notebook's figure: accuracy over hidden size and number of tasks, one panel a heatmap. */
public final class HeatmapFigure implements Figure {
  private static final int WIDTH = 700;
  private static final int TOP = 82;
  private static final int LEFT = 68;
  private static final int RIGHT = 92;
  private static final int BETWEEN_COLUMNS = 30;
  private static final int BETWEEN_ROWS = 74;
  private static final int AXIS = 54;
  private static final int LEGEND = 28;
  private static final int TWO_ROWS = 700;

  private final Grid grid;
  private final String title;
  private final List<List<Panel>> rows;
  private final boolean legend;
  private final int bottom;
  private final int height;

  private record Panel(ModelKind kind, String evaluation) {}

  private HeatmapFigure(Grid grid, String title, List<List<Panel>> rows) {
    this.grid = grid;
    this.title = title;
    this.rows = rows;
    this.legend = grid.count(CellStatus.DONE) < grid.outcomes().size();
    this.bottom = legend ? AXIS + LEGEND : AXIS;
    int panel = (TWO_ROWS - TOP - bottom - BETWEEN_ROWS) / 2;
    this.height = TOP + bottom + rows.size() * (panel + BETWEEN_ROWS) - BETWEEN_ROWS;
  }

  /** Rows are models, columns seen and unseen tasks. */
  public static HeatmapFigure seenAndUnseen(Grid grid) {
    List<List<Panel>> rows = new ArrayList<>();
    for (ModelKind kind : grid.models()) {
      rows.add(List.of(new Panel(kind, Evaluation.SEEN), new Panel(kind, EvaluationSet.UNSEEN)));
    }
    return new HeatmapFigure(grid, "Performance on seen and unseen tasks", rows);
  }

  /** Models side by side, on one evaluation set. */
  public static HeatmapFigure of(Grid grid, String evaluation) {
    List<Panel> row = grid.models().stream().map(kind -> new Panel(kind, evaluation)).toList();
    return new HeatmapFigure(grid, "Performance on " + tasksOf(grid, evaluation), List.of(row));
  }

  private static String tasksOf(Grid grid, String evaluation) {
    return grid.title(evaluation).replaceFirst(" ", " tasks, ");
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public String description() {
    return title + ": heatmaps of accuracy by hidden size and number of tasks";
  }

  /** Where a panel's cells are drawn. */
  Rectangle2D area(int row, int column) {
    int columns = rows.get(0).size();
    double width = (WIDTH - LEFT - RIGHT - (columns - 1.0) * BETWEEN_COLUMNS) / columns;
    double panel = (height - TOP - bottom - (rows.size() - 1.0) * BETWEEN_ROWS) / rows.size();
    return new Rectangle2D.Double(
        LEFT + column * (width + BETWEEN_COLUMNS),
        TOP + row * (panel + BETWEEN_ROWS),
        width,
        panel);
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, height));
    FigureStyle.text(
        g, title, LEFT, 28, TextAnchor.BASELINE_LEFT, FigureStyle.TITLE, FigureStyle.INK);
    FigureStyle.text(
        g, subtitle(), LEFT, 46, TextAnchor.BASELINE_LEFT, FigureStyle.SUBTITLE, FigureStyle.FAINT);
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        draw(g, rows.get(row).get(column), area(row, column), column == 0);
      }
    }
    if (!rows.isEmpty()) {
      colourBar(g);
    }
    if (legend) {
      legend(g);
    }
  }

  private String subtitle() {
    int seeds = grid.seeds().size();
    return grid.sweep().name()
        + " · recipe "
        + grid.sweep().recipe().key()
        + " · "
        + (seeds == 1 ? "one seed" : "mean of " + seeds + " seeds")
        + " · chance "
        + Labels.twoDigits(grid.chance());
  }

  private void draw(Graphics2D g, Panel panel, Rectangle2D area, boolean first) {
    new HeatmapPanel(grid.tasks(), grid.hidden())
        .draw(
            g,
            area,
            first,
            panel.kind().title() + ", " + grid.title(panel.evaluation()),
            (tasks, hidden) ->
                grid.accuracy(new Grid.Place(panel.kind(), tasks, hidden), panel.evaluation())
                    .mean(),
            CellStyle.ACCURACY,
            (tasks, hidden) -> grid.failed(new Grid.Place(panel.kind(), tasks, hidden)));
  }

  private void colourBar(Graphics2D g) {
    Rectangle2D top = area(0, rows.get(0).size() - 1);
    Rectangle2D bottom = area(rows.size() - 1, 0);
    double x = top.getMaxX() + 22;
    Rectangle2D strip =
        new Rectangle2D.Double(x, top.getMinY(), 15, bottom.getMaxY() - top.getMinY());
    Brwnyl.drawStrip(g, strip);
    FigureStyle.text(
        g,
        "Accuracy",
        x,
        strip.getMinY() - 9,
        TextAnchor.BASELINE_LEFT,
        FigureStyle.LABEL,
        FigureStyle.INK);
    g.setStroke(FigureStyle.THIN);
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double y = strip.getMaxY() - strip.getHeight() * tenth / 10;
      g.setPaint(FigureStyle.FAINT);
      g.draw(new Line2D.Double(strip.getMaxX(), y, strip.getMaxX() + 4, y));
      FigureStyle.text(
          g,
          tenth == 10 ? "1.0" : "0." + tenth,
          strip.getMaxX() + 7,
          y,
          TextAnchor.CENTER_LEFT,
          FigureStyle.TICK,
          FigureStyle.INK);
    }
  }

  /** Says what hatches and crosses mean, where there are any. */
  private void legend(Graphics2D g) {
    double x = LEFT;
    double y = height - 20;
    long failures = grid.count(CellStatus.FAILED) + grid.count(CellStatus.QUARANTINED);
    long unfinished = grid.outcomes().size() - failures - grid.count(CellStatus.DONE);
    x = key(g, x, y, false, "no result");
    if (failures > 0) {
      x = key(g, x, y, true, Labels.count(failures, "failed cell", "failed cells"));
    }
    if (unfinished > 0) {
      FigureStyle.text(
          g,
          Labels.count(unfinished, "cell", "cells") + " not finished",
          x,
          y,
          TextAnchor.CENTER_LEFT,
          FigureStyle.SUBTITLE,
          FigureStyle.FAINT);
    }
  }

  private static double key(Graphics2D g, double x, double y, boolean cross, String meaning) {
    Rectangle2D box = new Rectangle2D.Double(x, y - 7, 20, 14);
    g.setPaint(FigureStyle.SAND);
    g.fill(box);
    HeatmapRenderer.hatch(g, box);
    if (cross) {
      HeatmapRenderer.cross(g, box, FigureStyle.INK);
    }
    FigureStyle.text(
        g, meaning, x + 26, y, TextAnchor.CENTER_LEFT, FigureStyle.SUBTITLE, FigureStyle.FAINT);
    return x + 26 + g.getFontMetrics().stringWidth(meaning) + 18;
  }
}
