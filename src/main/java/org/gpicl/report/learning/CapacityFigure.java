package org.gpicl.report.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.gpicl.model.ModelSpec;
import org.gpicl.report.figure.FigureStyle;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.medium.LineLook;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.XYPlot;

/**
 * What several models learn in context, by the size of their state and by their parameters: both
 * grow with the hidden size, but not alike.
 */
record CapacityFigure(Medium medium, Grid grid, long tasks, List<CellOutcome> measured) {
  private static final String NAME = "capacity";

  /** Empty unless several models of sequences have results at the most tasks. */
  static Optional<LearningFigure> of(Medium medium, Grid grid) {
    List<CellOutcome> all =
        grid.outcomes().stream()
            .filter(o -> SequenceEnd.accuracy(o, EvaluationSet.UNSEEN).isPresent())
            .toList();
    long most = all.stream().mapToLong(o -> o.cell().tasks()).max().orElse(0);
    List<CellOutcome> measured = all.stream().filter(o -> o.cell().tasks() == most).toList();
    return kinds(measured).size() < 2
        ? Optional.empty()
        : Optional.of(new CapacityFigure(medium, grid, most, measured).figure());
  }

  private static List<ModelKind> kinds(List<CellOutcome> outcomes) {
    return outcomes.stream().map(o -> o.cell().kind()).distinct().sorted().toList();
  }

  private LearningFigure figure() {
    ChartsFigure figure =
        new ChartsFigure(
            medium,
            "Learning in context by state and by parameters",
            SequenceCells.of(medium, grid)
                .subtitle(
                    Labels.grouped(tasks) + " tasks", "line: median, band: least to greatest"),
            List.of(
                new ChartsFigure.Chart(
                    "By state", () -> plot("numbers in the state", ModelSpec::stateSize)),
                new ChartsFigure.Chart(
                    "By parameters", () -> plot("parameters", ModelSpec::parameterCount))),
            legend());
    return new LearningFigure(NAME, figure, caption(), measured);
  }

  private List<String> caption() {
    return List.of(
        "Accuracy on unseen tasks over the last tenth of the positions, after training on %s tasks."
            .formatted(Labels.grouped(tasks)),
        "The state is what carries earlier examples into the last prediction: keys and values of a"
            + " transformer, h and c of LSTMs, what MAML and SGD fit to them.",
        "Lines are medians of the cells of one size, in a band from the least to the greatest.");
  }

  private List<LegendItem> legend() {
    List<LegendItem> items = new ArrayList<>();
    List<ModelKind> kinds = kinds(measured);
    for (int i = 0; i < kinds.size(); i++) {
      items.add(FigureStyle.item(medium.text(kinds.get(i).title()), LineLook.of(i)));
    }
    return items;
  }

  private XYPlot plot(String label, ToLongFunction<ModelSpec> size) {
    SpreadLines lines = new SpreadLines();
    List<ModelKind> kinds = kinds(measured);
    for (int i = 0; i < kinds.size(); i++) {
      lines.add(LineLook.of(i), points(kinds.get(i), size));
    }
    LogarithmicAxis x = new LogarithmicAxis(medium, label + " (logarithmic)");
    long[] sizes = measured.stream().mapToLong(o -> size.applyAsLong(o.cell().model())).toArray();
    x.show(LongStream.of(sizes).min().orElseThrow(), LongStream.of(sizes).max().orElseThrow());
    XYPlot plot =
        lines.plot(x, FigureStyle.accuracyAxis(medium, "accuracy on unseen tasks, last tenth"));
    measured.stream()
        .map(o -> 1.0 / o.cell().model().classes())
        .distinct()
        .forEach(chance -> plot.addRangeMarker(FigureStyle.reference(chance)));
    return plot;
  }

  private Map<Double, Spread> points(ModelKind kind, ToLongFunction<ModelSpec> size) {
    Map<Long, List<Double>> accuracies =
        measured.stream()
            .filter(o -> o.cell().kind() == kind)
            .collect(
                Collectors.groupingBy(
                    o -> size.applyAsLong(o.cell().model()),
                    Collectors.mapping(
                        o -> SequenceEnd.accuracy(o, EvaluationSet.UNSEEN).orElseThrow(),
                        Collectors.toList())));
    Map<Double, Spread> points = new TreeMap<>();
    accuracies.forEach((numbers, found) -> points.put(Math.log(numbers), Spread.of(found)));
    return points;
  }
}
