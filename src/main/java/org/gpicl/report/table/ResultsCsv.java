package org.gpicl.report.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;

/**
 * {@code results.csv}, one line for each cell and evaluation, and {@code curves.csv}, one for each
 * point of a training curve: every seed, in grid order, and nothing that depends on when or where
 * it was computed, so that the same sweep gives the same bytes.
 *
 * <p>A cell without any evaluation has one line with an empty {@code dataset}. Accuracies by
 * position share one column, separated by semicolons: {@code df.accuracy_by_position.str.split(
 * ';', expand=True).astype(float)}.
 */
public final class ResultsCsv {
  public static final String RESULTS =
      "model,n_tasks,hidden,seed,dataset,accuracy,loss,steps,status,hash,accuracy_by_position";

  public static final String CURVES =
      "model,n_tasks,hidden,seed,step,loss,train_accuracy,seen_accuracy,learning_rate";

  private ResultsCsv() {}

  public static String results(Grid grid) {
    StringBuilder csv = new StringBuilder(RESULTS).append('\n');
    for (CellOutcome outcome : grid.outcomes()) {
      if (outcome.evaluations().isEmpty()) {
        append(csv, outcome, "", "", "", "");
      }
      for (Evaluation evaluation : grid.evaluations(outcome)) {
        append(
            csv,
            outcome,
            evaluation.name(),
            evaluation.accuracy(),
            evaluation.loss(),
            Arrays.stream(evaluation.accuracyByPosition())
                .mapToObj(Decimal::shortest)
                .collect(Collectors.joining(";")));
      }
    }
    return csv.toString();
  }

  private static void append(
      StringBuilder csv,
      CellOutcome outcome,
      String dataset,
      Object accuracy,
      Object loss,
      String positions) {
    Cell cell = outcome.cell();
    CsvLine.append(
        csv,
        cell.kind().key(),
        cell.tasks(),
        cell.hidden(),
        cell.seed(),
        dataset,
        accuracy,
        loss,
        outcome.step(),
        outcome.status().name().toLowerCase(Locale.ROOT),
        cell.hash(),
        positions);
  }

  public static String curves(Grid grid) {
    StringBuilder csv = new StringBuilder(CURVES).append('\n');
    for (CellOutcome outcome : grid.outcomes()) {
      Cell cell = outcome.cell();
      for (CurvePoint point : outcome.curve()) {
        CsvLine.append(
            csv,
            cell.kind().key(),
            cell.tasks(),
            cell.hidden(),
            cell.seed(),
            point.step(),
            point.loss(),
            point.trainAccuracy(),
            point.seenAccuracy(),
            point.learningRate());
      }
    }
    return csv.toString();
  }
}
