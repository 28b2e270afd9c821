package org.gpicl.report.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.gpicl.model.ModelSpec;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files as DuckDB reads them, beside the CSV files of the same results. */
class ResultsParquetTest {
  @TempDir Path directory;

  private static final String SWEPT =
      """
      name: swept
      recipe: small
      images: glyphs
      tasks: [16, 2^40]
      hidden: [16, 32]
      seeds: [0, 7]
      batch: [32, 128]
      transformer:
        learningRate: [1e-3, 3e-3]
        inputNorm: [true, false]
        positions: [none, [learned, alibi]]
      """;

  private static final Map<String, String> PLACE =
      types("model VARCHAR", "n_tasks BIGINT", "hidden INTEGER", "seed INTEGER");

  private static final Map<String, String> RESULTS =
      types(
          "dataset VARCHAR",
          "accuracy DOUBLE",
          "loss DOUBLE",
          "steps BIGINT",
          "status VARCHAR",
          "hash VARCHAR",
          "accuracy_by_position DOUBLE[]",
          "standard_error DOUBLE",
          "tasks BIGINT",
          "standard_error_by_position DOUBLE[]",
          "parameters BIGINT",
          "state BIGINT",
          "evaluated_step BIGINT",
          "accuracy_at_end DOUBLE");

  private static final Map<String, String> CURVES =
      types(
          "step BIGINT",
          "loss DOUBLE",
          "train_accuracy DOUBLE",
          "seen_accuracy DOUBLE",
          "learning_rate DOUBLE");

  private static final Map<String, String> SETTINGS =
      types(
          "batch BIGINT",
          "transformer.learningRate DOUBLE",
          "transformer.positions VARCHAR",
          "transformer.inputNorm BOOLEAN");

  private static Map<String, String> types(String... columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns) {
      types.put(column.split(" ")[0], column.split(" ")[1]);
    }
    return types;
  }

  private static Grid grid(String file, String... overrides) {
    Sweep sweep = SweepFile.parse(file, "test", List.of(overrides));
    List<CellOutcome> outcomes = new ArrayList<>();
    for (Cell cell : sweep.cells()) {
      outcomes.add(outcome(cell, outcomes.size()));
    }
    return Grid.of(sweep, outcomes.subList(0, outcomes.size() - 1));
  }

  /** Done, diverged, failed before any evaluation, and so on. */
  private static CellOutcome outcome(Cell cell, int number) {
    double third = number / 3.0;
    List<Evaluation> evaluations =
        List.of(
            new Evaluation("train", third, 1e-300, new double[0]),
            new Evaluation(
                "unseen",
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new double[] {third, 1},
                new StandardError(third / 7, new double[] {0.01, Double.NaN}, number + 1)),
            new Evaluation(
                "seen",
                0.75,
                5.4e24,
                new double[] {Double.NaN, 0.1, 0},
                new StandardError(Double.NaN, new double[0], 1)));
    List<CurvePoint> curve =
        List.of(
            new CurvePoint(1, third, 0.1, Double.NaN, 1e-3),
            new CurvePoint(7, third, 0.1, 0.75, 1e-3),
            new CurvePoint(1L << 40, Double.NaN, 1, 0.5, 0));
    boolean failed = number % 5 == 4;
    return new CellOutcome(
        cell,
        failed ? CellStatus.FAILED : CellStatus.DONE,
        number,
        "",
        List.of("vector"),
        1,
        failed ? List.of() : curve,
        failed ? List.of() : evaluations);
  }

  @Test
  void everyValueOfASweepWithSweptSettingsIsThatOfTheCsvFiles() throws Exception {
    Grid grid = grid(SWEPT);
    assertThat(grid.sweep().swept()).containsExactlyInAnyOrderElementsOf(SETTINGS.keySet());
    assertThat(grid.outcomes()).hasSizeGreaterThan(100);
    same(resultsAndErrors(grid), ResultsParquet::results, grid, RESULTS);
    same(ResultsCsv.curves(grid), ResultsParquet::curves, grid, CURVES);
  }

  @Test
  void aSweepOfTheFourAxesHasTheirColumns() throws Exception {
    Grid grid = grid("recipe: small", "name=four", "models=mlp");
    same(resultsAndErrors(grid), ResultsParquet::results, grid, RESULTS);
    same(ResultsCsv.curves(grid), ResultsParquet::curves, grid, CURVES);
  }

  @Test
  void aSweepWithoutAnyResultHasItsColumnsToo() throws Exception {
    Grid grid = Grid.of(grid(SWEPT).sweep(), List.of());
    same(resultsAndErrors(grid), ResultsParquet::results, grid, RESULTS);
    same(ResultsCsv.curves(grid), ResultsParquet::curves, grid, CURVES);
  }

  @Test
  void theSameResultsAreTheSameBytes() throws Exception {
    assertThat(bytes(ResultsParquet::results, grid(SWEPT)))
        .isEqualTo(bytes(ResultsParquet::results, grid(SWEPT)));
  }

  @Test
  void aColumnIsOfTheNarrowestTypeThatHasItsValues() {
    assertThat(ColumnType.of(Stream.of("1", "-64"))).isEqualTo(ColumnType.INT64);
    assertThat(ColumnType.of(Stream.of("1", "0.5", "1e-3"))).isEqualTo(ColumnType.DOUBLE);
    assertThat(ColumnType.of(Stream.of("12345678901234567890"))).isEqualTo(ColumnType.DOUBLE);
    assertThat(ColumnType.of(Stream.of("true", "false"))).isEqualTo(ColumnType.BOOLEAN);
    assertThat(ColumnType.of(Stream.of("1", "none"))).isEqualTo(ColumnType.STRING);
    assertThat(ColumnType.of(Stream.of("1", "true"))).isEqualTo(ColumnType.STRING);
    assertThat(ColumnType.of(Stream.of("NaN", "1d", "0x1p3"))).isEqualTo(ColumnType.STRING);
    assertThat(ColumnType.of(Stream.empty())).isEqualTo(ColumnType.STRING);
  }

  /** The lines of {@code results.csv}, each with its last columns of {@code errors.csv}. */
  private static String resultsAndErrors(Grid grid) {
    Map<String, String> errors = new HashMap<>();
    for (String line : ResultsCsv.errors(grid).split("\n")) {
      String[] fields = line.split(",", -1);
      int place = fields.length - 5;
      errors.put(
          String.join(",", List.of(fields).subList(0, place + 1)),
          String.join(",", List.of(fields).subList(place + 2, fields.length)));
    }
    Map<String, String> sizes =
        new HashMap<>(Map.of("hash", "parameters,state,evaluated_step,accuracy_at_end"));
    for (CellOutcome outcome : grid.outcomes()) {
      ModelSpec model = outcome.cell().model();
      sizes.put(outcome.cell().hash(), model.parameterCount() + "," + model.stateSize());
    }
    StringBuilder csv = new StringBuilder();
    for (String line : ResultsCsv.results(grid).split("\n")) {
      String[] fields = line.split(",", -1);
      String place = String.join(",", List.of(fields).subList(0, fields.length - 6));
      csv.append(line).append(',').append(errors.getOrDefault(place, ",,"));
      csv.append(',').append(sizes.get(fields[fields.length - 2]));
      csv.append(atEnd(List.of(fields).subList(fields.length - 7, fields.length))).append('\n');
    }
    return csv.toString();
  }

  /** {@code seen} is best after step 7, and not at the end. */
  private static String atEnd(List<String> last) {
    String accuracy = last.get(1);
    String steps = last.get(3);
    return switch (last.get(0)) {
      case "dataset" -> "";
      case "seen" -> ",7,0.5";
      case "" -> ",,";
      default -> "," + steps + "," + accuracy;
    };
  }

  private interface Table {
    void write(Grid grid, OutputStream out) throws IOException;
  }

  private static byte[] bytes(Table table, Grid grid) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.write(grid, out);
    return out.toByteArray();
  }

  private void same(String csv, Table table, Grid grid, Map<String, String> last) throws Exception {
    Path file = Files.write(directory.resolve("table.parquet"), bytes(table, grid));
    try (CSVParser rows = CSVParser.parse(csv, CSVFormat.RFC4180.builder().setHeader().get());
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM '" + file + "'")) {
      Map<String, String> types = new LinkedHashMap<>(PLACE);
      grid.sweep().swept().forEach(path -> types.put(path, SETTINGS.get(path)));
      types.putAll(last);
      assertThat(rows.getHeaderNames()).containsExactlyElementsOf(types.keySet());
      for (int k = 1; k <= types.size(); k++) {
        String name = rows.getHeaderNames().get(k - 1);
        assertThat(found.getMetaData().getColumnName(k)).isEqualTo(name);
        assertThat(found.getMetaData().getColumnTypeName(k)).as(name).isEqualTo(types.get(name));
      }
      for (CSVRecord row : rows) {
        assertThat(found.next()).as("a row for line %d", row.getRecordNumber()).isTrue();
        for (String name : types.keySet()) {
          assertThat(found.getObject(name) instanceof Array a ? numbers(a) : found.getObject(name))
              .as("%s in line %d", name, row.getRecordNumber())
              .isEqualTo(value(types.get(name), row.get(name)));
        }
      }
      assertThat(found.next()).as("a row more").isFalse();
    }
  }

  private static List<Object> numbers(Array array) throws SQLException {
    return Arrays.asList((Object[]) array.getArray());
  }

  private static Object value(String type, String text) {
    if (text.isEmpty() || text.equals("NaN")) {
      return null;
    }
    return switch (type) {
      case "INTEGER" -> Integer.valueOf(text);
      case "BIGINT" -> Long.valueOf(text);
      case "DOUBLE" -> Double.valueOf(text);
      case "BOOLEAN" -> Boolean.valueOf(text);
      case "DOUBLE[]" -> Stream.of(text.split(";")).map(one -> value("DOUBLE", one)).toList();
      default -> text;
    };
  }
}
