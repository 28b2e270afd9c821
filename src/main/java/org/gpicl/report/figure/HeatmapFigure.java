package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.CellStatus;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;

/** The notebook's figure: accuracy over hidden size and number of tasks, one panel a heatmap. */
public final class HeatmapFigure implements Figure {
  private static final int LEGEND = 28;
  private static final Brwnyl STYLE = new Brwnyl();

  private final Grid grid;
  private final String title;
  private final List<List<Panel>> rows;
  private final boolean legend;
  private final boolean split;
  private final PanelLayout layout;
  private final List<Long> tasks;
  private final List<Integer> hidden;
  private final Optional<Crossings> crossings;

  private record Panel(ModelKind kind, String evaluation) {}

  private HeatmapFigure(Grid grid, String title, List<List<Panel>> rows) {
    this.grid = grid;
    this.title = title;
    this.rows = rows;
    this.tasks = grid.tasks();
    this.hidden = grid.hidden();
    this.crossings = Crossings.of(grid);
    this.split = rows.stream().flatMap(List::stream).anyMatch(this::hasSplit);
    this.legend = grid.count(CellStatus.DONE) < grid.outcomes().size();
    this.layout =
        PanelLayout.of(
            Medium.SCREEN,
            rows.size(),
            rows.isEmpty() ? 0 : rows.get(0).size(),
            Labels.tasks(tasks),
            PanelLayout.AXIS + (legend || split ? LEGEND : 0));
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
    return PanelLayout.WIDTH;
  }

  @Override
  public int height() {
    return layout.height();
  }

  @Override
  public String description() {
    return title + ": heatmaps of accuracy by hidden size and number of tasks";
  }

  /** Where a panel's cells are drawn. */
  Rectangle2D area(int row, int column) {
    return layout.area(row, column);
  }

  @Override
  public void draw(Graphics2D g) {
    layout.drawHeading(g, title, subtitle());
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < rows.get(row).size(); column++) {
        draw(g, rows.get(row).get(column), area(row, column), column == 0);
      }
    }
    if (!rows.isEmpty()) {
      HeatmapLegend.drawAccuracies(g, Medium.SCREEN, layout.strip());
    }
    if (legend) {
      HeatmapLegend.draw(g, Medium.SCREEN, layout.left(), layout.height() - 20, grid.outcomes());
    }
    if (split) {
      SplitMark.drawKey(g, Medium.SCREEN, layout.strip().getMaxX(), layout.height() - 20);
    }
  }

  private String subtitle() {
    int seeds = grid.seeds().size();
    return grid.sweep().name()
        + " · recipe "
        + grid.sweep().recipe().key()
        + " · "
        + (seeds == 1 ? "one seed" : "median of " + seeds + " seeds")
        + " · chance "
        + Labels.twoDigits(grid.chance())
        + crossings.map(found -> " · " + found.key()).orElse("");
  }

  private void draw(Graphics2D g, Panel panel, Rectangle2D area, boolean first) {
    new HeatmapPanel(
            Medium.SCREEN, HeatmapPanel.Side.hidden(hidden), HeatmapPanel.Side.tasks(tasks, first))
        .draw(
            g,
            area,
            panel.kind().title() + ", " + grid.title(panel.evaluation()),
            (x, y) -> accuracy(panel, x, y).median(),
            STYLE,
            (x, y) -> grid.failed(place(panel, x, y)));
    SplitMark.draw(
        g,
        area,
        hidden.size(),
        tasks.size(),
        (x, y) -> split(panel, x, y),
        (x, y) -> accuracy(panel, x, y).median(),
        STYLE);
    crossings
        .filter(found -> found.boundary().metric().equals(panel.evaluation()))
        .ifPresent(
            found ->
                CrossingLine.draw(
                    g,
                    area,
                    hidden.size(),
                    tasks.size(),
                    x -> found.amongTasks(panel.kind(), hidden.get(x))));
  }

  private boolean hasSplit(Panel panel) {
    return IntStream.range(0, tasks.size())
        .anyMatch(y -> IntStream.range(0, hidden.size()).anyMatch(x -> split(panel, x, y)));
  }

  private boolean split(Panel panel, int x, int y) {
    return accuracy(panel, x, y).bothSidesOf(2 * grid.chance());
  }

  private Spread accuracy(Panel panel, int x, int y) {
    return grid.accuracy(place(panel, x, y), panel.evaluation());
  }

  private Grid.Place place(Panel panel, int x, int y) {
    return new Grid.Place(panel.kind(), tasks.get(y), hidden.get(x));
  }
}
