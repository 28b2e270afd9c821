package org.gpicl.report.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.grid.Spread;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/** Heatmaps over any two axes, one panel for each combination of what else a sweep varies. */
public final class PanelsFigure implements Figure {
  private static final int TOP = 36;
  private static final int HEADING_LINE = 16;
  private static final int AXIS_NAME = 24;
  private static final int BETWEEN = 30;
  private static final int RIGHT = 92;
  private static final int LEGEND = 30;
  private static final int LEAST_WIDTH = 560;
  private static final int LONGEST_STRIP = 500;

  private final Pivot pivot;
  private final Optional<Crossings> crossings;
  private final List<Panel> panels;
  private final String title;
  private final List<String> subtitle;
  private final int columns;
  private final GridAxis x;
  private final GridAxis y;
  private final CellStyle style;

  private final int left;
  private final double panelWidth;
  private final double panelHeight;
  private final boolean upright;
  private final int labelHeight;
  private final int headingLines;
  private final int subtitleLines;
  private final boolean legend;
  private final boolean split;

  /**
   * One heatmap.
   *
   * @param heading in parts, each of which stays in one line
   * @param combination of the pivot
   * @param measure what it shows
   */
  public record Panel(List<String> heading, List<String> combination, Measure measure) {
    public Panel {
      heading = List.copyOf(heading);
      combination = List.copyOf(combination);
    }
  }

  /**
   * @param pivot over two axes: to the right and upwards
   * @param crossings are drawn if they are along the second
   * @param panels in reading order, all of accuracies or all of losses
   * @param columns panels beside each other
   * @param subtitle in parts, each of which stays in one line
   */
  public PanelsFigure(
      Pivot pivot,
      Optional<Crossings> crossings,
      List<Panel> panels,
      int columns,
      String title,
      List<String> subtitle) {
    this.pivot = pivot;
    this.crossings =
        crossings.filter(
            found -> panels.stream().anyMatch(it -> found.isAlong(pivot.on(1), it.measure())));
    this.panels = List.copyOf(panels);
    this.columns = Math.max(1, Math.min(columns, panels.size()));
    this.title = title;
    this.subtitle =
        Stream.concat(subtitle.stream(), this.crossings.map(Crossings::key).stream()).toList();
    this.x = pivot.on(0);
    this.y = pivot.on(1);
    this.style = style();

    double least = this.columns == 1 ? 420 : this.columns == 2 ? 255 : 180;
    double perValue = this.columns == 1 ? 34 : this.columns == 2 ? 28 : 24;
    double named = FigureStyle.width(x.title(), FigureStyle.LABEL) - BETWEEN / 2.0;
    this.panelWidth = Math.max(named, Math.max(least, perValue * x.values().size()));
    this.panelHeight =
        Math.max(
            panels.size() <= 2 ? 245 : panels.size() <= 6 ? 150 : 100,
            Math.min(600, (this.columns <= 2 ? 22 : 19) * y.values().size()));
    double widest = widest(x);
    this.upright = widest + 6 > panelWidth / Math.max(1, x.values().size());
    this.labelHeight = (int) (upright ? widest + 10 : 20);
    this.left = (int) (26 + widest(y) + 12);
    this.headingLines = panels.stream().mapToInt(panel -> heading(panel).size()).max().orElse(0);
    this.subtitleLines = subtitle().size();
    List<CellOutcome> shown = pivot.outcomes();
    this.legend =
        shown.stream().anyMatch(outcome -> outcome.status() != CellStatus.DONE)
            || panels.stream().anyMatch(this::hasHoles);
    this.split = panels.stream().anyMatch(this::hasSplit);
  }

  private static double widest(GridAxis axis) {
    return axis.labels().stream()
        .mapToDouble(label -> FigureStyle.width(label, FigureStyle.TICK))
        .max()
        .orElse(0);
  }

  private CellStyle style() {
    if (panels.isEmpty() || !panels.get(0).measure().isLoss()) {
      return new Brwnyl();
    }
    List<CellOutcome> shown = pivot.outcomes();
    int classes = shown.stream().mapToInt(o -> o.cell().model().classes()).max().orElse(2);
    List<Double> medians = new ArrayList<>();
    panels.forEach(panel -> places((i, j) -> medians.add(at(panel, i, j).median())));
    return LossScale.over(Spread.of(medians), classes);
  }

  @FunctionalInterface
  private interface Place {
    void at(int column, int row);
  }

  private void places(Place place) {
    for (int i = 0; i < x.values().size(); i++) {
      for (int j = 0; j < y.values().size(); j++) {
        place.at(i, j);
      }
    }
  }

  /** Of losses there are no two kinds. */
  private boolean split(Panel panel, int column, int row) {
    List<CellOutcome> seeds = seeds(panel, column, row);
    return !seeds.isEmpty()
        && !panel.measure().isLoss()
        && at(panel, column, row).bothSidesOf(2.0 / seeds.get(0).cell().model().classes());
  }

  private boolean hasSplit(Panel panel) {
    boolean[] found = {false};
    places((i, j) -> found[0] |= split(panel, i, j));
    return found[0];
  }

  private boolean hasHoles(Panel panel) {
    int[] holes = {0};
    places((i, j) -> holes[0] += at(panel, i, j).empty() ? 1 : 0);
    return holes[0] > 0;
  }

  private List<CellOutcome> seeds(Panel panel, int column, int row) {
    return pivot.at(panel.combination(), x.values().get(column), y.values().get(row));
  }

  private Spread at(Panel panel, int column, int row) {
    return panel.measure().of(seeds(panel, column, row));
  }

  private List<String> heading(Panel panel) {
    return FigureStyle.lines(panel.heading(), ", ", FigureStyle.HEADING, panelWidth + BETWEEN - 8);
  }

  private List<String> subtitle() {
    return FigureStyle.lines(subtitle, " · ", FigureStyle.SUBTITLE, width() - left - 20.0);
  }

  private int rows() {
    return (panels.size() + columns - 1) / columns;
  }

  private double rowHeight() {
    return headingLines * HEADING_LINE + 8 + panelHeight + labelHeight + AXIS_NAME;
  }

  private double top() {
    return TOP + subtitleLines * FigureStyle.SUBTITLE_LINE + 14;
  }

  @Override
  public int width() {
    int panelsWidth = (int) Math.ceil(columns * (panelWidth + BETWEEN)) - BETWEEN;
    int titleWidth = (int) FigureStyle.width(title, FigureStyle.TITLE) + 20;
    return Math.max(left + panelsWidth + RIGHT, Math.max(LEAST_WIDTH, left + titleWidth));
  }

  @Override
  public int height() {
    return (int) Math.ceil(top() + rows() * rowHeight())
        + LEGEND * ((legend ? 1 : 0) + (split ? 1 : 0))
        + 10;
  }

  @Override
  public String description() {
    return title + ": heatmaps by " + x.title() + " and " + y.title();
  }

  /** Where a panel's cells are drawn. */
  Rectangle2D area(int panel) {
    int row = panel / columns;
    int column = panel % columns;
    return new Rectangle2D.Double(
        left + column * (panelWidth + BETWEEN),
        Math.rint(top() + row * rowHeight() + headingLines * HEADING_LINE + 8),
        panelWidth,
        panelHeight);
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    FigureStyle.heading(g, title, "", left, 28);
    FigureStyle.subtitle(g, subtitle(), left);
    for (int panel = 0; panel < panels.size(); panel++) {
      draw(g, panel);
    }
    if (panels.isEmpty()) {
      return;
    }
    Rectangle2D first = area(0);
    double bottom = area((rows() - 1) * columns).getMaxY();
    nameUpwards(g, (first.getMinY() + bottom) / 2);
    Rectangle2D strip =
        new Rectangle2D.Double(
            area(columns - 1).getMaxX() + 22,
            first.getMinY(),
            15,
            Math.min(LONGEST_STRIP, bottom - first.getMinY()));
    if (style instanceof LossScale losses) {
      losses.drawStrip(g, strip);
      HeatmapLegend.drawTitle(g, strip, "Loss");
      PanelLayout.drawTicks(g, strip, 10, 2, losses::tick);
    } else {
      HeatmapLegend.drawAccuracies(g, strip);
    }
    if (legend) {
      HeatmapLegend.draw(g, left, height() - 20.0, pivot.outcomes());
    }
    if (split) {
      SplitMark.drawKey(g, strip.getMaxX(), height() - 20.0 - (legend ? LEGEND : 0));
    }
  }

  private void nameUpwards(Graphics2D g, double middle) {
    g.setFont(FigureStyle.LABEL);
    g.setPaint(FigureStyle.INK);
    TextUtils.drawRotatedString(
        y.title(), g, 16, (float) middle, TextAnchor.CENTER, -Math.PI / 2, TextAnchor.CENTER);
  }

  private void draw(Graphics2D g, int index) {
    Panel panel = panels.get(index);
    Rectangle2D area = area(index);
    boolean lowest = index + columns >= panels.size();
    HeatmapPanel.Side right =
        new HeatmapPanel.Side(lowest ? x.title() : null, x.labels(), true, upright);
    HeatmapPanel.Side up = new HeatmapPanel.Side(null, y.labels(), index % columns == 0, false);
    new HeatmapPanel(right, up)
        .draw(
            g,
            area,
            "",
            (i, j) -> at(panel, i, j).median(),
            style,
            (i, j) -> seeds(panel, i, j).stream().anyMatch(o -> o.status().failed()));
    SplitMark.draw(
        g,
        area,
        x.values().size(),
        y.values().size(),
        (i, j) -> split(panel, i, j),
        (i, j) -> at(panel, i, j).median(),
        style);
    crossings
        .filter(found -> found.isAlong(y, panel.measure()))
        .ifPresent(
            found ->
                CrossingLine.draw(
                    g,
                    area,
                    x.values().size(),
                    y.values().size(),
                    column -> found.among(pivot, panel.combination(), column)));
    List<String> heading = heading(panel);
    for (int line = 0; line < heading.size(); line++) {
      FigureStyle.text(
          g,
          heading.get(line),
          area.getCenterX(),
          area.getMinY() - 8 - (heading.size() - 1 - line) * HEADING_LINE,
          TextAnchor.BASELINE_CENTER,
          FigureStyle.HEADING,
          FigureStyle.INK);
    }
  }
}
