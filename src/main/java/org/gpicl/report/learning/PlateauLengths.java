package org.gpicl.report.learning;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The length of the plateau against each setting that may change it: a chart for each, with a dot
 * for each training, a thin line through trainings that differ in this setting alone, and a thick
 * one through medians. Open dots and a dashed line are when the accuracy on seen tasks was clear of
 * chance: a bias lets the loss fall long before that.
 */
final class PlateauLengths {
  private static final String NAME = "plateau-length";
  private static final int MOST_CHARTS = 6;

  /** Around the lengths, so that little differences look little. */
  private static final double ROOM = 1.8;

  private static final Color THIN_LINE = new Color(0xC9BFB2);
  private static final Shape DOT = new Ellipse2D.Double(-3, -3, 6, 6);
  private static final Shape OPEN = LineLook.markOf(2);

  private final SequenceCells all;
  private final List<GridAxis> axes;
  private final List<CellOutcome> trained;

  private PlateauLengths(SequenceCells all, List<CellOutcome> trained) {
    this.all = all;
    this.trained = trained;
    this.axes =
        all.plateauAxes().stream()
            .filter(axis -> values(axis).size() > 1)
            .limit(MOST_CHARTS)
            .toList();
  }

  /**
   * Empty unless at least two values of such a setting have a training that is known to the end.
   */
  static Optional<LearningFigure> of(Medium medium, Grid grid) {
    SequenceCells all = SequenceCells.of(medium, grid).learned();
    List<CellOutcome> known =
        all.outcomes().stream()
            .filter(o -> !o.curve().isEmpty())
            .filter(o -> o.status() == CellStatus.DONE || Plateau.of(o).left().isPresent())
            .toList();
    PlateauLengths lengths = new PlateauLengths(all, known);
    boolean anyLeft = known.stream().anyMatch(o -> Plateau.of(o).left().isPresent());
    return lengths.axes.isEmpty() || !anyLeft ? Optional.empty() : Optional.of(lengths.figure());
  }

  private LearningFigure figure() {
    List<ChartsFigure.Chart> charts =
        axes.stream().map(axis -> new ChartsFigure.Chart("", () -> plot(axis))).toList();
    ChartsFigure figure =
        new ChartsFigure(
            all.medium(),
            "Length of the loss plateau",
            all.subtitle("until the training loss is %s below ln C".formatted(Plateau.MARGIN)),
            charts,
            legend());
    return new LearningFigure(
        NAME,
        figure,
        List.of(
            "Steps until the training loss (%s), averaged since the previous evaluation, is more than %s below the logarithm of the number of classes in use."
                .formatted(all.models(), Plateau.MARGIN),
            "Dots are trainings; thin lines join those that differ in nothing else, the thick line is the median.",
            "Open dots and the dashed line: the first evaluation at which the accuracy on seen tasks is at least twice chance (.75 with two classes).",
            "Triangles are trainings that stayed on the plateau to their end."),
        trained);
  }

  private List<LegendItem> legend() {
    List<LegendItem> items = new ArrayList<>();
    items.add(mark("left the plateau", DOT, true));
    items.add(mark("seen accuracy at twice the chance", DOT, false));
    if (trained.stream().anyMatch(o -> Plateau.of(o).left().isEmpty())) {
      items.add(mark("on the plateau to its end", OPEN, false));
    }
    boolean joined =
        axes.stream()
            .anyMatch(axis -> trained.stream().map(o -> others(axis, o)).distinct().count() > 1);
    if (joined) {
      items.add(FigureStyle.item("alike but for this setting", new BasicStroke(1f), THIN_LINE));
    }
    items.add(FigureStyle.item("medians", FigureStyle.LINE, FigureStyle.INK));
    return items;
  }

  private static LegendItem mark(String label, Shape shape, boolean filled) {
    Color fill = filled ? FigureStyle.INK : FigureStyle.PAPER;
    return new LegendItem(
        label, null, null, null, shape, fill, new BasicStroke(1f), FigureStyle.INK);
  }

  /** Those that a training has, in the order of the axis. */
  private List<String> values(GridAxis axis) {
    Set<String> present =
        trained.stream()
            .flatMap(outcome -> axis.of(outcome.cell()).stream())
            .collect(Collectors.toSet());
    return axis.values().stream().filter(present::contains).toList();
  }

  private XYPlot plot(GridAxis axis) {
    Map<String, Double> places = places(axis);
    XYSeriesCollection dots = new XYSeriesCollection();
    XYSeries left = new XYSeries("left", false, true);
    XYSeries stayed = new XYSeries("stayed", false, true);
    XYSeries seen = new XYSeries("seen", false, true);
    Map<List<String>, TreeMap<Double, Double>> alike = new LinkedHashMap<>();
    Map<Double, List<Double>> lengths = new TreeMap<>();
    Map<Double, List<Double>> untilSeen = new TreeMap<>();
    for (CellOutcome outcome : trained) {
      Optional<String> value = axis.of(outcome.cell());
      if (value.isPresent()) {
        double x = places.get(value.get());
        Plateau plateau = Plateau.of(outcome);
        OptionalLong step = plateau.left();
        double y = Math.log(step.orElse(outcome.step()));
        (step.isPresent() ? left : stayed).add(x, y);
        plateau.seen().ifPresent(at -> seen.add(x, Math.log(at)));
        lengths.computeIfAbsent(x, none -> new ArrayList<>()).add(logarithm(step));
        untilSeen.computeIfAbsent(x, none -> new ArrayList<>()).add(logarithm(plateau.seen()));
        alike.computeIfAbsent(others(axis, outcome), none -> new TreeMap<>()).put(x, y);
      }
    }
    dots.addSeries(left);
    dots.addSeries(stayed);
    dots.addSeries(seen);
    XYPlot plot = new XYPlot(dots, xAxis(axis, places), yAxis(), dots());
    FigureStyle.style(plot);
    XYSeriesCollection medians = new XYSeriesCollection();
    medians.addSeries(medians("left", lengths));
    medians.addSeries(medians("seen", untilSeen));
    plot.setDataset(1, medians);
    XYLineAndShapeRenderer thick = FigureStyle.lines();
    thick.setSeriesPaint(0, FigureStyle.INK);
    thick.setSeriesStroke(0, FigureStyle.LINE);
    thick.setSeriesPaint(1, FigureStyle.INK);
    thick.setSeriesStroke(1, FigureStyle.DASHED);
    plot.setRenderer(1, thick);
    plot.setDataset(2, joined(alike));
    XYLineAndShapeRenderer thin = FigureStyle.lines();
    thin.setDefaultPaint(THIN_LINE);
    thin.setAutoPopulateSeriesPaint(false);
    thin.setAutoPopulateSeriesStroke(false);
    plot.setRenderer(2, thin);
    return plot;
  }

  private static XYLineAndShapeRenderer dots() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    renderer.setSeriesPaint(0, FigureStyle.INK);
    renderer.setSeriesShape(0, DOT);
    renderer.setSeriesPaint(1, FigureStyle.INK);
    renderer.setSeriesShape(1, OPEN);
    renderer.setSeriesShapesFilled(1, false);
    renderer.setSeriesShape(2, DOT);
    renderer.setSeriesPaint(2, FigureStyle.PAPER);
    renderer.setSeriesOutlinePaint(2, FigureStyle.INK);
    renderer.setUseOutlinePaint(true);
    renderer.setSeriesOutlinePaint(0, FigureStyle.INK);
    renderer.setSeriesOutlinePaint(1, FigureStyle.INK);
    return renderer;
  }

  private XYSeriesCollection joined(Map<List<String>, TreeMap<Double, Double>> alike) {
    XYSeriesCollection lines = new XYSeriesCollection();
    for (Map<Double, Double> one : alike.values()) {
      XYSeries line = new XYSeries(lines.getSeriesCount(), false, true);
      one.forEach((x, y) -> line.add(x.doubleValue(), y.doubleValue()));
      lines.addSeries(line);
    }
    return lines;
  }

  /** Where most stayed, there is none. */
  private static XYSeries medians(String name, Map<Double, List<Double>> lengths) {
    XYSeries medians = new XYSeries(name, false, true);
    lengths.forEach(
        (x, ys) -> {
          double[] sorted = ys.stream().mapToDouble(y -> y).sorted().toArray();
          int half = sorted.length / 2;
          double median =
              sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
          medians.add(x.doubleValue(), Double.isFinite(median) ? median : Double.NaN);
        });
    return medians;
  }

  /** Infinity for never. */
  private static double logarithm(OptionalLong step) {
    return step.isPresent() ? Math.log(step.getAsLong()) : Double.POSITIVE_INFINITY;
  }

  /** What a training has of everything else. */
  private List<String> others(GridAxis axis, CellOutcome outcome) {
    return all.axes().all().stream()
        .filter(other -> !other.name().equals(axis.name()))
        .map(other -> other.of(outcome.cell()).orElse(""))
        .toList();
  }

  /** Of each value on the axis: evenly, unless they are spread by factors. */
  private Map<String, Double> places(GridAxis axis) {
    double[] numbers = axis.ordered() && axis.logarithmic() ? axis.numbers().orElseThrow() : null;
    Map<String, Double> places = new LinkedHashMap<>();
    for (String value : values(axis)) {
      places.put(
          value, numbers == null ? places.size() : Math.log(numbers[axis.values().indexOf(value)]));
    }
    return places;
  }

  private NumberAxis xAxis(GridAxis axis, Map<String, Double> places) {
    List<String> labels = axis.labels();
    return new NamedAxis(
        all.medium(),
        axis.title() + (axis.ordered() && axis.logarithmic() ? " (logarithmic)" : ""),
        places.values().stream().mapToDouble(place -> place).toArray(),
        places.keySet().stream()
            .map(value -> all.medium().text(labels.get(axis.values().indexOf(value))))
            .toList());
  }

  private LogarithmicAxis yAxis() {
    LogarithmicAxis y = new LogarithmicAxis(all.medium(), "steps on the plateau (logarithmic)");
    double[] steps =
        trained.stream()
            .flatMapToDouble(
                o ->
                    DoubleStream.of(
                        Plateau.of(o).left().orElse(o.step()),
                        Plateau.of(o).seen().orElse(o.step())))
            .toArray();
    y.show(
        DoubleStream.of(steps).min().orElse(1) / ROOM,
        DoubleStream.of(steps).max().orElse(1) * ROOM);
    return y;
  }
}
