package org.gpicl.report.learning;

import java.awt.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.GridAxis;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Pivot;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;

/**
 * From memorising to learning, over the number of tasks: how much better models become within a
 * sequence, and how much better they are on seen tasks than on unseen ones. Lines are medians of
 * the seeds, in a band from the least to the greatest.
 */
final class RegimesFigure {
  private static final String NAME = "regimes";
  private static final int MOST_LINES = 8;

  private final SequenceCells all;
  private final Pivot pivot;
  private final GridAxis tasks;
  private final List<List<String>> combinations;
  private final List<List<String>> shown;

  private RegimesFigure(SequenceCells all, List<CellOutcome> measured) {
    this.all = all;
    this.pivot = Pivot.of(all.axes(), measured, List.of(all.axes().named("tasks")), List.of());
    this.tasks = pivot.on(0);
    this.combinations = List.copyOf(pivot.combinations());
    this.shown = combinations.stream().skip(Math.max(0, combinations.size() - MOST_LINES)).toList();
  }

  /** Empty unless there are results by position at several numbers of tasks. */
  static Optional<LearningFigure> of(Medium medium, Grid grid) {
    SequenceCells all = SequenceCells.of(medium, grid);
    List<CellOutcome> measured =
        all.outcomes().stream()
            .filter(o -> improvement(o, Evaluation.SEEN).isPresent())
            .filter(o -> improvement(o, EvaluationSet.UNSEEN).isPresent())
            .toList();
    return measured.stream().map(o -> o.cell().tasks()).distinct().count() < 2
        ? Optional.empty()
        : Optional.of(new RegimesFigure(all, measured).figure());
  }

  /** The accuracy over the last tenth of the positions, minus that at the first. */
  static Optional<Double> improvement(CellOutcome outcome, String evaluation) {
    return SequenceEnd.accuracy(outcome, evaluation)
        .map(end -> end - outcome.evaluation(evaluation).orElseThrow().accuracyByPosition()[0]);
  }

  private static Optional<Double> memorised(CellOutcome outcome) {
    return outcome
        .evaluation(Evaluation.SEEN)
        .flatMap(
            seen ->
                outcome
                    .evaluation(EvaluationSet.UNSEEN)
                    .map(unseen -> seen.accuracy() - unseen.accuracy()));
  }

  private LearningFigure figure() {
    String first = "Improvement within the sequence";
    String second = "Share of memorisation";
    ChartsFigure figure =
        new ChartsFigure(
            all.medium(),
            "Memorising and learning to learn",
            all.subtitle(parts().toArray(String[]::new)),
            List.of(
                new ChartsFigure.Chart(first, this::improvements),
                new ChartsFigure.Chart(second, this::memorisation)),
            legend());
    List<CellOutcome> cells = shown.stream().flatMap(one -> pivot.outcomes(one).stream()).toList();
    return new LearningFigure(NAME, figure, caption(), cells);
  }

  private List<String> parts() {
    List<String> parts = new ArrayList<>();
    int seeds = all.grid().seeds().size();
    parts.add(
        seeds == 1 ? "one seed" : "line: median, band: least to greatest of " + seeds + " seeds");
    if (combinations.size() > shown.size()) {
      parts.add(
          "the last %d of %s combinations"
              .formatted(shown.size(), Labels.grouped(combinations.size())));
    }
    return parts;
  }

  private List<String> caption() {
    return List.of(
        "%s by number of training tasks.".formatted(all.models()),
        "Improvement within the sequence: the accuracy over the last tenth of the positions minus that at the first, on unseen tasks (solid) and on seen ones (dashed).",
        "Share of memorisation: the accuracy over all positions on seen tasks minus that on unseen ones.",
        "Shown: %s.".formatted(String.join("; ", parts())));
  }

  private List<LegendItem> legend() {
    List<LegendItem> items = new ArrayList<>();
    items.add(FigureStyle.item("unseen tasks", FigureStyle.LINE, FigureStyle.INK));
    items.add(FigureStyle.item("seen tasks", FigureStyle.DASHED, FigureStyle.INK));
    for (int i = 0; i < shown.size() && combinations.size() > 1; i++) {
      items.add(
          all.item(String.join(", ", pivot.description(shown.get(i))), look(i, FigureStyle.LINE)));
    }
    return items;
  }

  private LineLook look(int i, Stroke stroke) {
    LineLook look = all.look(i, shown.size());
    return new LineLook(look.colour(), stroke, look.mark());
  }

  private XYPlot improvements() {
    SpreadLines lines = new SpreadLines();
    for (int i = 0; i < shown.size(); i++) {
      lines.add(look(i, FigureStyle.DASHED), points(i, o -> improvement(o, Evaluation.SEEN)));
      lines.add(look(i, FigureStyle.LINE), points(i, o -> improvement(o, EvaluationSet.UNSEEN)));
    }
    return plot(lines, "last tenth minus first position");
  }

  private XYPlot memorisation() {
    SpreadLines lines = new SpreadLines();
    for (int i = 0; i < shown.size(); i++) {
      lines.add(look(i, FigureStyle.LINE), points(i, RegimesFigure::memorised));
    }
    return plot(lines, "seen minus unseen accuracy");
  }

  private XYPlot plot(SpreadLines lines, String label) {
    double[] places = new double[tasks.values().size()];
    for (int k = 0; k < places.length; k++) {
      places[k] = place(k);
    }
    NamedAxis x =
        new NamedAxis(
            all.medium(),
            "number of tasks (logarithmic)",
            places,
            tasks.labels().stream().map(all.medium()::text).toList());
    NumberAxis y = new NumberAxis(label);
    FigureStyle.style(all.medium(), y);
    y.setNumberFormatOverride(FigureStyle.format("0.0"));
    y.setRange(new Range(-0.1, 1.02));
    y.setTickUnit(new NumberTickUnit(0.2, FigureStyle.format("0.0")));
    XYPlot plot = lines.plot(x, y);
    plot.addRangeMarker(FigureStyle.reference(0));
    return plot;
  }

  private double place(int k) {
    return Math.log(tasks.numbers().orElseThrow()[k]);
  }

  private Map<Double, Spread> points(int line, Function<CellOutcome, Optional<Double>> value) {
    Map<Double, Spread> points = new TreeMap<>();
    for (int k = 0; k < tasks.values().size(); k++) {
      points.put(
          place(k),
          Spread.of(
              pivot.at(shown.get(line), tasks.values().get(k)).stream()
                  .flatMap(outcome -> value.apply(outcome).stream())
                  .toList()));
    }
    return points;
  }
}
