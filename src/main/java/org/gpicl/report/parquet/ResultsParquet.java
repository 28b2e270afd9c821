package org.gpicl.report.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.StandardError;

/**
 * {@code results.parquet} and {@code curves.parquet}: the rows and columns of the CSV files of
 * these names, in their order, with types; those of {@code errors.csv} follow the results. What is
 * not there or not a number is null.
 */
public final class ResultsParquet {
  private ResultsParquet() {}

  private record Result(CellOutcome outcome, Optional<Evaluation> evaluation) {
    private <T> T of(Function<Evaluation, T> property) {
      return evaluation.map(property).orElse(null);
    }

    private double[] list(Function<Evaluation, double[]> property) {
      double[] numbers = of(property);
      return numbers == null || numbers.length == 0 ? null : numbers;
    }

    /** Null where it is not known. */
    private Double accuracyAtEnd() {
      return evaluation.filter(e -> !e.name().equals(Evaluation.SEEN)).isPresent()
          ? of(Evaluation::accuracy)
          : evaluation
              .flatMap(seen -> outcome.lastPoint())
              .map(CurvePoint::seenAccuracy)
              .orElse(null);
    }

    /** Null where the tasks of an evaluation are not known. */
    private <T> T ofError(Function<StandardError, T> property) {
      return evaluation
          .map(Evaluation::error)
          .filter(error -> error.tasks() > 0)
          .map(property)
          .orElse(null);
    }
  }

  private record Point(Cell cell, CurvePoint point) {}

  public static void results(Grid grid, OutputStream out) throws IOException {
    List<Column<Result>> columns = place(grid, result -> result.outcome().cell());
    columns.addAll(
        List.of(
            new Column<>("dataset", ColumnType.STRING, r -> r.of(Evaluation::name)),
            new Column<>("accuracy", ColumnType.DOUBLE, r -> r.of(Evaluation::accuracy)),
            new Column<>("loss", ColumnType.DOUBLE, r -> r.of(Evaluation::loss)),
            new Column<>("steps", ColumnType.INT64, r -> r.outcome().step()),
            new Column<>("status", ColumnType.STRING, r -> status(r.outcome())),
            new Column<>("hash", ColumnType.STRING, r -> r.outcome().cell().hash()),
            new Column<>(
                "accuracy_by_position",
                ColumnType.DOUBLES,
                r -> r.list(Evaluation::accuracyByPosition)),
            new Column<>(
                "standard_error", ColumnType.DOUBLE, r -> r.ofError(StandardError::ofAccuracy)),
            new Column<>("tasks", ColumnType.INT64, r -> r.ofError(StandardError::tasks)),
            new Column<>(
                "standard_error_by_position",
                ColumnType.DOUBLES,
                r -> r.list(evaluation -> evaluation.error().byPosition())),
            new Column<>(
                "parameters", ColumnType.INT64, r -> r.outcome().cell().model().parameterCount()),
            new Column<>("state", ColumnType.INT64, r -> r.outcome().cell().model().stateSize()),
            new Column<>("evaluated_step", ColumnType.INT64, r -> r.of(r.outcome()::step)),
            new Column<>("accuracy_at_end", ColumnType.DOUBLE, Result::accuracyAtEnd)));
    ParquetFile.write(
        out, columns, grid.outcomes().stream().flatMap(outcome -> results(grid, outcome)));
  }

  private static Stream<Result> results(Grid grid, CellOutcome outcome) {
    return outcome.evaluations().isEmpty()
        ? Stream.of(new Result(outcome, Optional.empty()))
        : grid.evaluations(outcome).stream().map(e -> new Result(outcome, Optional.of(e)));
  }

  private static String status(CellOutcome outcome) {
    return outcome.status().name().toLowerCase(Locale.ROOT);
  }

  public static void curves(Grid grid, OutputStream out) throws IOException {
    List<Column<Point>> columns = place(grid, Point::cell);
    columns.addAll(
        List.of(
            new Column<>("step", ColumnType.INT64, p -> p.point().step()),
            new Column<>("loss", ColumnType.DOUBLE, p -> p.point().loss()),
            new Column<>("train_accuracy", ColumnType.DOUBLE, p -> p.point().trainAccuracy()),
            new Column<>("seen_accuracy", ColumnType.DOUBLE, p -> p.point().seenAccuracy()),
            new Column<>("learning_rate", ColumnType.DOUBLE, p -> p.point().learningRate())));
    ParquetFile.write(
        out,
        columns,
        grid.outcomes().stream()
            .flatMap(outcome -> outcome.curve().stream().map(p -> new Point(outcome.cell(), p))));
  }

  private static <R> List<Column<R>> place(Grid grid, Function<R, Cell> cell) {
    List<Column<R>> columns = new ArrayList<>();
    columns.add(new Column<>("model", ColumnType.STRING, r -> cell.apply(r).kind().key()));
    columns.add(new Column<>("n_tasks", ColumnType.INT64, r -> cell.apply(r).tasks()));
    columns.add(new Column<>("hidden", ColumnType.INT32, r -> cell.apply(r).hidden()));
    columns.add(new Column<>("seed", ColumnType.INT32, r -> cell.apply(r).seed()));
    for (String path : grid.sweep().swept()) {
      ColumnType type =
          ColumnType.of(
              grid.outcomes().stream()
                  .flatMap(outcome -> outcome.cell().swept(path).stream())
                  .filter(value -> !value.isEmpty()));
      columns.add(
          new Column<>(
              path,
              type,
              r ->
                  cell.apply(r)
                      .swept(path)
                      .filter(value -> !value.isEmpty())
                      .map(type::read)
                      .orElse(null)));
    }
    return columns;
  }
}
