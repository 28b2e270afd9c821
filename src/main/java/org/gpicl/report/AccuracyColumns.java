package org.gpicl.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.grid.Spread;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;

/** Accuracies of rows of seeds as columns of a table, with or without their standard errors. */
final class AccuracyColumns {
  private static final int LONGEST_HEADING = 14;
  private static final Set<CellStatus> HALF_DONE =
      Set.of(CellStatus.RUNNING, CellStatus.STOPPED, CellStatus.SKIPPED);

  private final boolean eachSeed;

  /**
   * @param eachSeed whether a row is one cell
   */
  AccuracyColumns(boolean eachSeed) {
    this.eachSeed = eachSeed;
  }

  /** Numbers with their errors behind them, below each other also where a number has none. */
  List<String> column(List<List<CellOutcome>> rows, String evaluation, boolean withErrors) {
    List<String> numbers = rows.stream().map(row -> accuracy(row, evaluation)).toList();
    List<String> errors =
        rows.stream().map(row -> withErrors ? error(row, evaluation) : "").toList();
    int width = errors.stream().mapToInt(String::length).max().orElse(0);
    return IntStream.range(0, numbers.size())
        .mapToObj(i -> numbers.get(i) + errors.get(i) + " ".repeat(width - errors.get(i).length()))
        .toList();
  }

  private String accuracy(List<CellOutcome> row, String evaluation) {
    Spread spread = spread(row, evaluation);
    if (spread.empty()) {
      return "-";
    }
    if (row.size() == 1) {
      return String.format(Locale.ROOT, "%.3f", spread.median());
    }
    return Labels.twoDigitsShort(spread.median())
        + " ["
        + Labels.twoDigitsShort(spread.least())
        + " "
        + Labels.twoDigitsShort(spread.greatest())
        + "]";
  }

  private Spread spread(List<CellOutcome> row, String evaluation) {
    return Spread.of(
        row.stream().flatMap(outcome -> accuracy(outcome, evaluation).stream()).toList());
  }

  /** Over tasks for one seed, over seeds for several. */
  private String error(List<CellOutcome> row, String evaluation) {
    if (row.size() == 1) {
      boolean newest = !row.get(0).curve().isEmpty() && halfDone(row.get(0));
      return newest
          ? ""
          : row.get(0)
              .evaluation(evaluation)
              .map(made -> Labels.error(made.error().ofAccuracy(), 3))
              .orElse("");
    }
    return evaluation.equals(Evaluation.TRAIN)
        ? ""
        : Labels.error(spread(row, evaluation).standardError(), 2);
  }

  private static boolean halfDone(CellOutcome outcome) {
    return HALF_DONE.contains(outcome.status());
  }

  /** Of a cell in training, what it had at its newest point; seeds are compared at their ends. */
  private Optional<Double> accuracy(CellOutcome outcome, String evaluation) {
    if (eachSeed && halfDone(outcome) && !outcome.curve().isEmpty()) {
      CurvePoint newest = outcome.curve().get(outcome.curve().size() - 1);
      if (evaluation.equals(Evaluation.TRAIN)) {
        return Optional.of(newest.trainAccuracy());
      }
      if (evaluation.equals(Evaluation.SEEN)) {
        return Optional.of(newest.seenAccuracy());
      }
    }
    return outcome.evaluation(evaluation).map(Evaluation::accuracy);
  }

  /** The name of an image set instead of {@code unseen:} and that. */
  static String heading(String evaluation) {
    String others = EvaluationSet.UNSEEN + ":";
    String name =
        evaluation.startsWith(others)
            ? OneLine.of(Labels.imageSet(evaluation.substring(others.length())))
            : evaluation;
    return OneLine.cut(name, LONGEST_HEADING);
  }
}
