package org.gpicl.report.comparison;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.TreeSet;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.figure.HeatmapPanel;
import org.gpicl.report.figure.Tropic;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.OneLine;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.ui.TextAnchor;

/**
 * How the accuracies of two sweeps differ: a row for each model, seen tasks beside unseen ones, a
 * colour of which the middle is no difference.
 */
final class DifferenceFigure implements Figure {
  private static final int WIDTH = 700;
  private static final int TOP = 82;
  private static final int LEFT = 68;
  private static final int RIGHT = 92;
  private static final int BETWEEN_COLUMNS = 30;
  private static final int BETWEEN_ROWS = 74;
  private static final int BOTTOM = 54;
  private static final int PANEL = 245;
  private static final int LONGEST_NAME = 40;
  private static final List<String> COLUMNS = List.of(Evaluation.SEEN, EvaluationSet.UNSEEN);

  private final SweepComparison comparison;
  private final List<ModelKind> rows;
  private final HeatmapPanel panel;
  private final Tropic scale;

  DifferenceFigure(SweepComparison comparison) {
    this.comparison = comparison;
    List<Grid.Place> places = comparison.places();
    this.rows = places.stream().map(Grid.Place::kind).distinct().toList();
    this.panel =
        new HeatmapPanel(
            List.copyOf(new TreeSet<>(places.stream().map(Grid.Place::tasks).toList())),
            List.copyOf(new TreeSet<>(places.stream().map(Grid.Place::hidden).toList())));
    this.scale =
        Tropic.over(
            places.stream()
                .flatMap(place -> COLUMNS.stream().map(column -> comparison.at(place, column)))
                .mapToDouble(difference -> Math.abs(difference.difference()))
                .filter(Double::isFinite)
                .max()
                .orElse(0));
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public int height() {
    return TOP + BOTTOM + rows.size() * (PANEL + BETWEEN_ROWS) - BETWEEN_ROWS;
  }

  @Override
  public String description() {
    return title() + ": heatmaps of the difference of accuracies by hidden size and tasks";
  }

  private String title() {
    return name(comparison.second()) + " minus " + name(comparison.first());
  }

  private static String name(Grid grid) {
    return OneLine.cut(grid.sweep().name(), LONGEST_NAME);
  }

  /** Where a panel's cells are drawn. */
  Rectangle2D area(int row, int column) {
    double width = (WIDTH - LEFT - RIGHT - BETWEEN_COLUMNS) / 2.0;
    return new Rectangle2D.Double(
        LEFT + column * (width + BETWEEN_COLUMNS),
        TOP + row * (PANEL + BETWEEN_ROWS),
        width,
        PANEL);
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
    FigureStyle.text(
        g, title(), LEFT, 28, TextAnchor.BASELINE_LEFT, FigureStyle.TITLE, FigureStyle.INK);
    FigureStyle.text(
        g,
        "difference of accuracies · means over the seeds that each has",
        LEFT,
        46,
        TextAnchor.BASELINE_LEFT,
        FigureStyle.SUBTITLE,
        FigureStyle.FAINT);
    for (int row = 0; row < rows.size(); row++) {
      ModelKind kind = rows.get(row);
      for (int column = 0; column < COLUMNS.size(); column++) {
        String evaluation = COLUMNS.get(column);
        panel.draw(
            g,
            area(row, column),
            column == 0,
            kind.title() + ", " + evaluation + " tasks",
            (tasks, hidden) ->
                comparison.at(new Grid.Place(kind, tasks, hidden), evaluation).difference(),
            scale,
            (tasks, hidden) -> false);
      }
    }
    colourBar(g);
  }

  private void colourBar(Graphics2D g) {
    Rectangle2D top = area(0, 1);
    Rectangle2D bottom = area(rows.size() - 1, 1);
    Rectangle2D strip =
        new Rectangle2D.Double(
            top.getMaxX() + 22, top.getMinY(), 15, bottom.getMaxY() - top.getMinY());
    scale.drawStrip(g, strip);
    g.setStroke(FigureStyle.THIN);
    for (int quarter = 0; quarter <= 4; quarter++) {
      double value = scale.most() * (quarter - 2) / 2;
      double y = strip.getMaxY() - strip.getHeight() * quarter / 4;
      g.setPaint(FigureStyle.FAINT);
      g.draw(new Line2D.Double(strip.getMaxX(), y, strip.getMaxX() + 4, y));
      FigureStyle.text(
          g,
          quarter == 2 ? "0" : Tropic.signed(value, scale.most() < 0.1 ? 3 : 2),
          strip.getMaxX() + 7,
          y,
          TextAnchor.CENTER_LEFT,
          FigureStyle.TICK,
          FigureStyle.INK);
    }
  }
}
