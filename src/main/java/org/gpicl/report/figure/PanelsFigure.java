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
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PanelSizes;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;

/** Heatmaps over any two axes, one panel for each combination of what else a sweep varies. */
public final class PanelsFigure implements Figure {
  private static final int TOP = 36;
  private static final int HEADING_LINE = 16;
  private static final int AXIS_NAME = 24;
  private static final int LEGEND = 30;
  private static final int LEAST_WIDTH = 560;
  private static final int LONGEST_STRIP = 500;

  private final Medium medium;
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
  private final PanelSizes sizes;
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
   * @param medium on paper, the figure is as wide as the column
   * @param pivot over two axes: to the right and upwards
   * @param crossings are drawn if they are along the second
   * @param panels in reading order, all of accuracies or all of losses
   * @param columns panels beside each other
   * @param subtitle in parts, each of which stays in one line
   */
  public PanelsFigure(
      Medium medium,
      Pivot pivot,
      Optional<Crossings> crossings,
      List<Panel> panels,
      int columns,
      String title,
      List<String> subtitle) {
    this.medium = medium;
    this.pivot = pivot;
    this.crossings =
        crossings.filter(
            found -> panels.stream().anyMatch(it -> found.isAlong(pivot.on(1), it.measure())));
    this.panels = List.copyOf(panels);
    this.title = title;
    this.subtitle =
        Stream.concat(subtitle.stream(), this.crossings.map(Crossings::key).stream()).toList();
    this.x = pivot.on(0);
    this.y = pivot.on(1);
    this.style = style();

    this.left = (int) ((medium.onPaper() ? 20 : 26) + widest(y) + (medium.onPaper() ? 8 : 12));
    this.sizes =
        new PanelSizes(
            medium,
            left,
            panels.size(),
            new PanelSizes.Values(x.values().size(), y.values().size()),
            FigureStyle.width(x.title(), medium.label()));
    this.columns = sizes.columns(columns);
    this.panelWidth = sizes.width(this.columns);
    this.panelHeight = sizes.height(this.columns);
    double widest = widest(x);
    this.upright = widest + 6 > panelWidth / Math.max(1, x.values().size());
    this.labelHeight = (int) (upright ? widest + 10 : 20);
    this.headingLines = panels.stream().mapToInt(panel -> heading(panel).size()).max().orElse(0);
    this.subtitleLines = subtitle().size();
    List<CellOutcome> shown = pivot.outcomes();
    this.legend =
        shown.stream().anyMatch(outcome -> outcome.status() != CellStatus.DONE)
            || panels.stream().anyMatch(this::hasHoles);
    this.split = panels.stream().anyMatch(this::hasSplit);
  }

  private List<String> labels(GridAxis axis) {
    return axis.labels().stream().map(medium::text).toList();
  }

  private double widest(GridAxis axis) {
    return labels(axis).stream()
        .mapToDouble(label -> FigureStyle.width(label, medium.tick()))
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
    if (!medium.onPaper()) {
      double room = panelWidth + sizes.between() - 8;
      return FigureStyle.lines(panel.heading(), ", ", medium.heading(), room);
    }
    // Beside the last one is the title of the colour bar.
    double room = panelWidth - 6;
    List<String> parts = panel.heading().stream().map(medium::text).toList();
    if (parts.stream().allMatch(part -> FigureStyle.width(part, medium.heading()) <= room)) {
      return FigureStyle.lines(parts, ", ", medium.heading(), room);
    }
    List<String> words = List.of(String.join(", ", parts).split(" "));
    return FigureStyle.lines(words, " ", medium.heading(), room);
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
    return medium.onPaper() ? 2 : TOP + subtitleLines * FigureStyle.SUBTITLE_LINE + 14;
  }

  @Override
  public int width() {
    if (medium.onPaper()) {
      return medium.width(0);
    }
    int panelsWidth = (int) Math.ceil(columns * (panelWidth + sizes.between())) - sizes.between();
    int titleWidth = (int) FigureStyle.width(title, FigureStyle.TITLE) + 20;
    return Math.max(left + panelsWidth + sizes.right(), Math.max(LEAST_WIDTH, left + titleWidth));
  }

  @Override
  public int height() {
    return (int) Math.ceil(top() + rows() * rowHeight())
        + LEGEND * ((legend ? 1 : 0) + (split ? 1 : 0))
        + (medium.onPaper() ? 2 : 10);
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
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
        left + column * (panelWidth + sizes.between()),
        Math.rint(top() + row * rowHeight() + headingLines * HEADING_LINE + 8),
        panelWidth,
        panelHeight);
  }

  @Override
  public void draw(Graphics2D g) {
    g.setPaint(FigureStyle.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    if (!medium.onPaper()) {
      FigureStyle.heading(g, title, "", left, 28);
      FigureStyle.subtitle(g, subtitle(), left);
    }
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
            area(columns - 1).getMaxX() + (medium.onPaper() ? 10 : 22),
            first.getMinY(),
            medium.onPaper() ? 11 : 15,
            Math.min(LONGEST_STRIP, bottom - first.getMinY()));
    if (style instanceof LossScale losses) {
      losses.drawStrip(g, strip);
      HeatmapLegend.drawTitle(g, medium, strip, "Loss");
      PanelLayout.drawTicks(g, medium, strip, 10, 2, losses::tick);
    } else {
      HeatmapLegend.drawAccuracies(g, medium, strip);
    }
    if (legend) {
      double from = medium.onPaper() ? 2 : left;
      HeatmapLegend.draw(g, medium, from, height() - 20.0, pivot.outcomes());
    }
    if (split) {
      SplitMark.drawKey(g, medium, strip.getMaxX(), height() - 20.0 - (legend ? LEGEND : 0));
    }
  }

  private void nameUpwards(Graphics2D g, double middle) {
    g.setFont(medium.label());
    g.setPaint(FigureStyle.INK);
    TextUtils.drawRotatedString(
        y.title(),
        g,
        medium.onPaper() ? 8 : 16,
        (float) middle,
        TextAnchor.CENTER,
        -Math.PI / 2,
        TextAnchor.CENTER);
  }

  private void draw(Graphics2D g, int index) {
    Panel panel = panels.get(index);
    Rectangle2D area = area(index);
    boolean lowest = index + columns >= panels.size();
    HeatmapPanel.Side right =
        new HeatmapPanel.Side(lowest ? x.title() : null, labels(x), true, upright);
    HeatmapPanel.Side up = new HeatmapPanel.Side(null, labels(y), index % columns == 0, false);
    new HeatmapPanel(medium, right, up)
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
          medium.heading(),
          FigureStyle.INK);
    }
  }
}
