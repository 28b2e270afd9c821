package org.gpicl.report.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.yaml.Suggestion;

/**
 * A number that finished cells have: the accuracy of an evaluation, or the training loss.
 *
 * @param name of the evaluation, or {@link #LOSS}
 */
public record Measure(String name) {
  public static final String LOSS = "loss";

  /**
   * The one of a name.
   *
   * @throws ChoiceException if no cell of the sweep can have it
   */
  public static Measure of(Grid grid, String name) {
    List<String> names = new ArrayList<>(grid.evaluationNames());
    names.add(LOSS);
    if (!names.contains(name)) {
      String suggestion = Suggestion.of(name, names);
      throw new ChoiceException(
          "sweep %s has no value %s%s Its values are %s."
              .formatted(
                  grid.sweep().name(),
                  OneLine.of(name),
                  suggestion.isEmpty() ? "." : suggestion,
                  String.join(", ", names)));
    }
    return new Measure(name);
  }

  public boolean isLoss() {
    return name.equals(LOSS);
  }

  /** Such as "Accuracy on unseen MNIST". */
  public String title(Grid grid) {
    return isLoss()
        ? "Training loss"
        : name.equals(Evaluation.TRAIN) ? "Training accuracy" : "Accuracy on " + grid.title(name);
  }

  /** What is measured, on an axis. */
  public String unit() {
    return isLoss() ? "training loss" : "accuracy";
  }

  /** Empty for a cell that is not finished, or was not evaluated. */
  public Optional<Double> of(CellOutcome outcome) {
    if (!isLoss()) {
      return outcome.evaluation(name).map(Evaluation::accuracy);
    }
    List<CurvePoint> curve = outcome.curve();
    return outcome.status() == CellStatus.DONE && !curve.isEmpty()
        ? Optional.of(curve.get(curve.size() - 1).loss())
        : Optional.empty();
  }

  /** Of those that have it. */
  public Spread of(List<CellOutcome> seeds) {
    return Spread.of(seeds.stream().flatMap(seed -> of(seed).stream()).toList());
  }
}
