package org.gpicl.report.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.StandardError;

/**
 * {@code results.csv}, one line for each cell and evaluation, {@code errors.csv}, one for each of
 * those whose tasks are known, and {@code curves.csv}, one for each point of a training curve:
 * every seed, in grid order, and nothing that depends on when or where it was computed, so that the
 * same sweep gives the same bytes.
 *
 * <p>What a sweep varies beside the four axes has a column each after {@code seed}, named as in the
 * sweep file and empty for cells that do not have it.
 *
 * <p>A cell without any evaluation has one line with an empty {@code dataset}. Accuracies by
 * position share one column, separated by semicolons: {@code df.accuracy_by_position.str.split(
 * ';', expand=True).astype(float)}.
 */
public final class ResultsCsv {
  /** The first columns of all three files; those of swept settings follow. */
  public static final String PLACE = "model,n_tasks,hidden,seed";

  /** The last columns of {@code results.csv}. */
  public static final String RESULTS =
      "dataset,accuracy,loss,steps,status,hash,accuracy_by_position";

  /** The last columns of {@code errors.csv}. */
  public static final String ERRORS =
      "dataset,accuracy,standard_error,tasks,standard_error_by_position";

  /** The last columns of {@code curves.csv}. */
  public static final String CURVES = "step,loss,train_accuracy,seen_accuracy,learning_rate";

  private ResultsCsv() {}

  public static String results(Grid grid) {
    StringBuilder csv = heading(grid, RESULTS);
    for (CellOutcome outcome : grid.outcomes()) {
      if (outcome.evaluations().isEmpty()) {
        append(csv, grid, outcome, "", "", "", "");
      }
      for (Evaluation evaluation : grid.evaluations(outcome)) {
        append(
            csv,
            grid,
            outcome,
            evaluation.name(),
            evaluation.accuracy(),
            evaluation.loss(),
            joined(evaluation.accuracyByPosition()));
      }
    }
    return csv.toString();
  }

  /** Of one task there is no error, and its field is empty. */
  public static String errors(Grid grid) {
    StringBuilder csv = heading(grid, ERRORS);
    for (CellOutcome outcome : grid.outcomes()) {
      for (Evaluation evaluation : grid.evaluations(outcome)) {
        StandardError error = evaluation.error();
        if (error.tasks() > 0) {
          append(
              csv,
              grid,
              outcome.cell(),
              evaluation.name(),
              evaluation.accuracy(),
              error.known() ? (Object) error.ofAccuracy() : "",
              error.tasks(),
              joined(error.byPosition()));
        }
      }
    }
    return csv.toString();
  }

  private static String joined(double[] byPosition) {
    return Arrays.stream(byPosition).mapToObj(Decimal::shortest).collect(Collectors.joining(";"));
  }

  private static void append(
      StringBuilder csv,
      Grid grid,
      CellOutcome outcome,
      String dataset,
      Object accuracy,
      Object loss,
      String positions) {
    Cell cell = outcome.cell();
    append(
        csv,
        grid,
        cell,
        dataset,
        accuracy,
        loss,
        outcome.step(),
        outcome.status().name().toLowerCase(Locale.ROOT),
        cell.hash(),
        positions);
  }

  public static String curves(Grid grid) {
    StringBuilder csv = heading(grid, CURVES);
    for (CellOutcome outcome : grid.outcomes()) {
      Cell cell = outcome.cell();
      for (CurvePoint point : outcome.curve()) {
        append(
            csv,
            grid,
            cell,
            point.step(),
            point.loss(),
            point.trainAccuracy(),
            point.seenAccuracy(),
            point.learningRate());
      }
    }
    return csv.toString();
  }

  private static StringBuilder heading(Grid grid, String last) {
    List<String> columns = new ArrayList<>(List.of(PLACE));
    columns.addAll(grid.sweep().swept());
    columns.add(last);
    return new StringBuilder(String.join(",", columns)).append('\n');
  }

  private static void append(StringBuilder csv, Grid grid, Cell cell, Object... values) {
    List<Object> fields =
        new ArrayList<>(List.of(cell.kind().key(), cell.tasks(), cell.hidden(), cell.seed()));
    for (String path : grid.sweep().swept()) {
      fields.add(cell.swept(path).orElse(""));
    }
    fields.addAll(List.of(values));
    CsvLine.append(csv, fields.toArray());
  }
}
