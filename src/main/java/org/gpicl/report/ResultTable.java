package org.gpicl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gpicl.report.boundary.BoundaryReport;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.grid.Spread;
import org.gpicl.report.table.TextTable;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;

/**
 * The results of a sweep as a table for terminals, at most 100 columns wide.
 *
 * <p>A sweep of few cells has a line for each; with many cells of several seeds, a line shows the
 * median and the range over its seeds. Evaluation sets that do not fit beside each other follow in
 * a table of their own. Standard errors, over tasks or over seeds, are left out if the table would
 * take more width or more tables with them.
 */
public final class ResultTable {
  private static final int WIDTH = 100;
  private static final int FEW_CELLS = 40;
  private static final int LONGEST_HEADING = 14;
  private static final String GAP = "  ";

  private final Grid grid;
  private final boolean eachSeed;

  private ResultTable(Grid grid) {
    this.grid = grid;
    this.eachSeed = grid.seeds().size() == 1 || grid.outcomes().size() <= FEW_CELLS;
  }

  /** The table, its lines ending in line feeds; causes of failures follow. */
  public static String of(Sweep sweep, List<CellOutcome> outcomes) {
    return new ResultTable(Grid.of(sweep, outcomes)).text();
  }

  private String text() {
    List<TextTable> plain = tables(false);
    List<TextTable> sure = tables(true);
    boolean fits =
        sure.size() == plain.size() && sure.stream().allMatch(table -> table.width(GAP) <= WIDTH);
    return (fits ? sure : plain)
            .stream().map(table -> table.text(GAP)).collect(Collectors.joining("\n"))
        + BoundaryReport.of(grid).map(BoundaryReport::text).orElse("")
        + failures();
  }

  private List<TextTable> tables(boolean errors) {
    List<List<CellOutcome>> rows = rows();
    TextTable table = new TextTable();
    table.column("model", false, cells(rows, row -> row.get(0).cell().kind().key()));
    table.column("tasks", true, cells(rows, row -> Labels.grouped(row.get(0).cell().tasks())));
    table.column("hidden", true, cells(rows, row -> String.valueOf(row.get(0).cell().hidden())));
    for (String path : grid.sweep().swept()) {
      String leaf = path.substring(path.indexOf('.') + 1);
      table.column(leaf, true, cells(rows, row -> row.get(0).cell().swept(path).orElse("")));
    }
    table.column(eachSeed ? "seed" : "seeds", true, cells(rows, this::seeds));
    int keys = table.columns();
    table.column("steps", true, cells(rows, ResultTable::steps));
    table.column("status", false, cells(rows, ResultTable::status));
    List<TextTable> tables = new ArrayList<>();
    int at = keys;
    for (String evaluation : grid.evaluationNames()) {
      List<String> column =
          aligned(
              cells(rows, row -> accuracy(row, evaluation)),
              cells(rows, row -> errors ? error(row, evaluation) : ""));
      String heading = heading(evaluation);
      if (at > keys && table.widthWith(heading, column, GAP) > WIDTH) {
        tables.add(table);
        table = table.first(keys);
        at = keys;
      }
      table.insert(at++, heading, true, column);
    }
    tables.add(table);
    return tables;
  }

  /** Numbers with their errors behind them, below each other also where a number has none. */
  private static List<String> aligned(List<String> numbers, List<String> errors) {
    int width = errors.stream().mapToInt(String::length).max().orElse(0);
    return IntStream.range(0, numbers.size())
        .mapToObj(i -> numbers.get(i) + errors.get(i) + " ".repeat(width - errors.get(i).length()))
        .toList();
  }

  private static List<String> cells(
      List<List<CellOutcome>> rows, Function<List<CellOutcome>, String> cell) {
    return rows.stream().map(cell).toList();
  }

  private List<List<CellOutcome>> rows() {
    if (eachSeed) {
      return grid.outcomes().stream().map(List::of).toList();
    }
    Map<Grid.Place, List<CellOutcome>> places = new LinkedHashMap<>();
    for (CellOutcome outcome : grid.outcomes()) {
      places.computeIfAbsent(Grid.Place.of(outcome.cell()), p -> new ArrayList<>()).add(outcome);
    }
    return List.copyOf(places.values());
  }

  private String seeds(List<CellOutcome> row) {
    return String.valueOf(eachSeed ? row.get(0).cell().seed() : row.size());
  }

  private static String steps(List<CellOutcome> row) {
    long least = row.stream().mapToLong(CellOutcome::step).min().orElse(0);
    return Labels.grouped(least);
  }

  private static String status(List<CellOutcome> row) {
    long done = row.stream().filter(o -> o.status() == CellStatus.DONE).count();
    if (row.size() == 1 || done == row.size()) {
      String mixed = row.stream().anyMatch(CellOutcome::mixed) ? ", mixed" : "";
      return row.get(0).status().name().toLowerCase(Locale.ROOT) + mixed;
    }
    return done + "/" + row.size() + " done";
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
    return outcome.status() == CellStatus.RUNNING || outcome.status() == CellStatus.STOPPED;
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
  private static String heading(String evaluation) {
    String others = EvaluationSet.UNSEEN + ":";
    String name =
        evaluation.startsWith(others)
            ? OneLine.of(Labels.imageSet(evaluation.substring(others.length())))
            : evaluation;
    return OneLine.cut(name, LONGEST_HEADING);
  }

  private String failures() {
    StringBuilder text = new StringBuilder();
    for (CellOutcome outcome : grid.outcomes()) {
      if (outcome.status().failed()) {
        String how = outcome.status().name().toLowerCase(Locale.ROOT);
        String line = outcome.cell().key() + " " + how + ": " + OneLine.of(outcome.failure());
        text.append(OneLine.cut(line, WIDTH)).append('\n');
      }
    }
    return text.isEmpty() ? "" : "\n" + text;
  }
}
