package org.gpicl.report.comparison;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.HeatmapPanel;
import org.gpicl.report.figure.PanelLayout;
import org.gpicl.report.figure.Tropic;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.SweptSetting;

/**
 * How the accuracies of two sweeps differ: a row for each model, seen tasks beside unseen ones, a
 * colour of which the middle is no difference. Of what else the sweeps vary, each place shows the
 * first combination that both have.
 */
final class DifferenceFigure implements Figure {
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_SUBTITLE = 108;
  private static final List<String> COLUMNS = List.of(Evaluation.SEEN, EvaluationSet.UNSEEN);

  /** Below each row on paper: the axis' name. */
  private static final int PAPER_NAME = 22;

  private final Medium medium;
  private final SweepComparison comparison;
  private final Map<Grid.Place, Grid.Place> shown = new LinkedHashMap<>();
  private final List<ModelKind> rows;
  private final PanelLayout layout;
  private final List<Long> tasks;
  private final List<Integer> hidden;
  private final Tropic scale;
  private final boolean upright;

  DifferenceFigure(Medium medium, SweepComparison comparison) {
    this.medium = medium;
    this.comparison = comparison;
    List<Grid.Place> places = comparison.places();
    places.forEach(place -> shown.putIfAbsent(base(place), place));
    this.rows = places.stream().map(Grid.Place::kind).distinct().toList();
    this.tasks = List.copyOf(new TreeSet<>(places.stream().map(Grid.Place::tasks).toList()));
    this.hidden = List.copyOf(new TreeSet<>(places.stream().map(Grid.Place::hidden).toList()));
    double widest = PanelLayout.widest(medium, sizes());
    this.upright =
        medium.onPaper() && (widest + 6) * hidden.size() > layout(0).area(0, 0).getWidth();
    this.layout =
        layout(
            medium.onPaper() ? PAPER_NAME + (upright ? (int) widest + 10 : 20) : PanelLayout.AXIS);
    this.scale =
        Tropic.over(
            shown.values().stream()
                .flatMap(place -> COLUMNS.stream().map(column -> comparison.at(place, column)))
                .mapToDouble(difference -> Math.abs(difference.difference()))
                .filter(Double::isFinite)
                .max()
                .orElse(0));
  }

  private PanelLayout layout(int bottom) {
    return PanelLayout.of(medium, rows.size(), COLUMNS.size(), counts(), bottom);
  }

  private List<String> counts() {
    return Labels.tasks(tasks).stream().map(medium::text).toList();
  }

  private List<String> sizes() {
    return hidden.stream().map(size -> Labels.grouped(size)).toList();
  }

  private static Grid.Place base(Grid.Place place) {
    return new Grid.Place(place.kind(), place.tasks(), place.hidden());
  }

  private double difference(Grid.Place base, String evaluation) {
    Grid.Place place = shown.get(base);
    return place == null ? Double.NaN : comparison.at(place, evaluation).difference();
  }

  /** What is shown of several combinations; empty if there is one at each place. */
  String shownOnly() {
    if (shown.keySet().containsAll(comparison.places())) {
      return "";
    }
    long most =
        comparison.places().stream()
            .collect(Collectors.groupingBy(DifferenceFigure::base, Collectors.counting()))
            .values()
            .stream()
            .max(Long::compare)
            .orElse(0L);
    String settings =
        comparison.swept().stream()
            .map(this::shown)
            .filter(setting -> !setting.isEmpty())
            .collect(Collectors.joining(", "));
    String first = most > 1 ? "the first of %d combinations: ".formatted(most) : "";
    return first + settings;
  }

  private String subtitle() {
    String only = shownOnly();
    return only.isEmpty()
        ? "difference of accuracies · mean over the seeds that both have"
        : OneLine.cut("mean over common seeds · " + only, LONGEST_SUBTITLE);
  }

  /** What is shown of a setting, such as {@code learningRate 0.003}. */
  private String shown(String path) {
    List<String> values =
        shown.values().stream()
            .flatMap(place -> place.swept().stream())
            .filter(setting -> setting.path().equals(path))
            .map(SweptSetting::value)
            .distinct()
            .toList();
    GridAxis axis = new GridAxis(path, values);
    return switch (values.size()) {
      case 0 -> "";
      case 1 -> axis.labelled(values.get(0));
      default -> "various " + axis.leaf();
    };
  }

  @Override
  public int width() {
    return layout.width();
  }

  @Override
  public int height() {
    return layout.height();
  }

  @Override
  public double pointsPerUnit() {
    return medium.pointsPerUnit();
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

  @Override
  public void draw(Graphics2D g) {
    layout.drawHeading(g, title(), subtitle());
    for (int row = 0; row < rows.size(); row++) {
      ModelKind kind = rows.get(row);
      for (int column = 0; column < COLUMNS.size(); column++) {
        String evaluation = COLUMNS.get(column);
        HeatmapPanel panel = new HeatmapPanel(medium, right(), upwards(column == 0));
        panel.draw(
            g,
            layout.area(row, column),
            kind.title() + ", " + evaluation + (medium.narrow() ? "" : " tasks"),
            (x, y) -> difference(new Grid.Place(kind, tasks.get(y), hidden.get(x)), evaluation),
            scale,
            (x, y) -> false);
      }
    }
    Rectangle2D strip = layout.strip();
    scale.drawStrip(g, strip);
    PanelLayout.drawTicks(g, medium, strip, 4, 1, this::tick);
  }

  private HeatmapPanel.Side right() {
    return medium.onPaper()
        ? new HeatmapPanel.Side("hidden size", sizes(), true, upright)
        : HeatmapPanel.Side.hidden(hidden);
  }

  private HeatmapPanel.Side upwards(boolean first) {
    return medium.onPaper()
        ? new HeatmapPanel.Side(first ? "number of tasks" : null, counts(), first, false)
        : HeatmapPanel.Side.tasks(tasks, first);
  }

  private String tick(int quarter) {
    double value = scale.most() * (quarter - 2) / 2;
    return quarter == 2 ? "0" : Tropic.signed(value, scale.most() < 0.1 ? 3 : 2);
  }
}
