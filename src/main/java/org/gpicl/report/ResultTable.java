package org.gpicl.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.report.boundary.BoundaryReport;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.OneLine;
import org.gpicl.report.table.TextTable;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Sweep;

/**
 * The results of a sweep as a table for terminals, at most 100 columns wide.
 *
 * <p>A sweep of few cells has a line for each; with many cells of several seeds, a line shows the
 * median and the range over its seeds. Of thousands of lines some are shown. Evaluation sets that
 * do not fit beside each other follow in a table of their own. Standard errors, over tasks or over
 * seeds, are left out if the table would take more width or more tables with them.
 */
public final class ResultTable {
  private static final int WIDTH = 100;
  private static final int FEW_CELLS = 40;
  private static final String GAP = "  ";

  /** Training, seen and unseen tasks. */
  private static final int FIRST = 3;

  private static final String LONGEST_OF_FIRST = "unseen";
  private static final int MOST_ROWS = 250;
  private static final int MOST_FAILURES = 50;

  private final Grid grid;
  private final boolean eachSeed;
  private final AccuracyColumns accuracies;

  private ResultTable(Grid grid) {
    this.grid = grid;
    this.eachSeed = grid.seeds().size() == 1 || grid.outcomes().size() <= FEW_CELLS;
    this.accuracies = new AccuracyColumns(eachSeed);
  }

  /** The table, its lines ending in line feeds; causes of failures follow. */
  public static String of(Sweep sweep, List<CellOutcome> outcomes) {
    return new ResultTable(Grid.of(sweep, outcomes)).text();
  }

  /** A table, and those that continue it, with what its short names mean. */
  private record Tables(List<TextTable> tables, String legend) {
    boolean fitBetter(Tables others) {
      return tables.size() <= others.tables.size()
          && tables.stream().allMatch(table -> table.width(GAP) <= WIDTH);
    }
  }

  private String text() {
    List<List<CellOutcome>> all = rows();
    List<List<CellOutcome>> rows = shown(all);
    Tables plain = tables(rows, false);
    Tables sure = tables(rows, true);
    Tables best = sure.fitBetter(plain) ? sure : plain;
    StringBuilder text = new StringBuilder();
    text.append(
        best.tables().stream().map(table -> table.text(GAP)).collect(Collectors.joining("\n")));
    if (!best.legend().isEmpty()) {
      text.append('\n').append(best.legend());
    }
    text.append(leftOut(all.size(), rows.size()));
    BoundaryReport.of(grid).ifPresent(boundary -> text.append(boundary.text()));
    String remarks = LossRemarks.of(grid.outcomes());
    text.append(remarks.isEmpty() ? "" : "\n" + remarks);
    return text.append(failures()).toString();
  }

  private Tables tables(List<List<CellOutcome>> rows, boolean errors) {
    TextTable table = new TextTable();
    table.column("model", false, cells(rows, row -> row.get(0).cell().kind().key()));
    table.column("tasks", true, cells(rows, row -> Labels.grouped(row.get(0).cell().tasks())));
    table.column("hidden", true, cells(rows, row -> String.valueOf(row.get(0).cell().hidden())));
    SettingColumns.Added keyed = settings(table, rows);
    table = keyed.table();
    table.column(eachSeed ? "seed" : "seeds", true, cells(rows, this::seeds));
    int keys = table.columns();
    table.column("steps", true, cells(rows, ResultTable::steps));
    table.column("status", false, cells(rows, ResultTable::status));
    List<TextTable> tables = new ArrayList<>();
    int at = keys;
    for (String evaluation : grid.evaluationNames()) {
      List<String> column = accuracies.column(rows, evaluation, errors);
      String heading = AccuracyColumns.heading(evaluation);
      if (at > keys && table.widthWith(heading, column, GAP) > WIDTH) {
        tables.add(table);
        table = table.first(keys);
        at = keys;
      }
      table.insert(at++, heading, true, column);
    }
    tables.add(table);
    return new Tables(tables, keyed.legend());
  }

  /** With room for the first accuracies beside them, or at least for one. */
  private SettingColumns.Added settings(TextTable table, List<List<CellOutcome>> rows) {
    List<List<String>> first =
        grid.evaluationNames().subList(0, FIRST).stream()
            .map(evaluation -> accuracies.column(rows, evaluation, false))
            .toList();
    SettingColumns columns =
        new SettingColumns(
            grid.sweep().swept(), rows.stream().map(row -> row.get(0).cell().swept()).toList());
    TextTable last = new TextTable();
    last.column(eachSeed ? "seed" : "seeds", true, cells(rows, this::seeds));
    last.column("steps", true, cells(rows, ResultTable::steps));
    last.column("status", false, cells(rows, ResultTable::status));
    TextTable withOne = last.first(last.columns());
    withOne.column(LONGEST_OF_FIRST, true, first.get(0));
    TextTable withAll = withOne.first(withOne.columns());
    first.subList(1, FIRST).forEach(column -> withAll.column(LONGEST_OF_FIRST, true, column));
    int one = WIDTH - withOne.width(GAP) - GAP.length();
    return columns
        .within(table, GAP, WIDTH - withAll.width(GAP) - GAP.length())
        .or(() -> columns.within(table, GAP, one))
        .orElseGet(() -> columns.numbered(table));
  }

  /** Of very many lines, those that something happens to, and as many others as have room. */
  private static List<List<CellOutcome>> shown(List<List<CellOutcome>> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    Set<List<CellOutcome>> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
    rows.stream().filter(ResultTable::isNews).limit(MOST_ROWS / 2).forEach(chosen::add);
    for (List<CellOutcome> row : rows) {
      if (chosen.size() < MOST_ROWS) {
        chosen.add(row);
      }
    }
    return rows.stream().filter(chosen::contains).toList();
  }

  private static boolean isNews(List<CellOutcome> row) {
    return row.stream()
        .map(CellOutcome::status)
        .anyMatch(status -> status.failed() || status == CellStatus.RUNNING);
  }

  private String leftOut(int all, int shown) {
    if (all == shown) {
      return "";
    }
    Map<CellStatus, Long> counts =
        grid.outcomes().stream()
            .collect(
                Collectors.groupingBy(CellOutcome::status, TreeMap::new, Collectors.counting()));
    String name = grid.sweep().name();
    return """

        %s of %s lines are left out. Of all cells, %s.
        `gpicl best %s` shows the best ones, and results.csv in the sweep's folder has all of them.
        """
        .formatted(
            Labels.grouped(all - shown),
            Labels.grouped(all),
            counts.entrySet().stream()
                .map(
                    count ->
                        Labels.grouped(count.getValue())
                            + " "
                            + count.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")),
            name);
  }

  private static List<String> cells(
      List<List<CellOutcome>> rows, Function<List<CellOutcome>, String> cell) {
    return rows.stream().map(cell).toList();
  }

  private List<List<CellOutcome>> rows() {
    // What a search never asked for has nothing to show.
    List<CellOutcome> begun =
        grid.outcomes().stream()
            .filter(o -> o.status() != CellStatus.SKIPPED || o.step() > 0)
            .toList();
    if (eachSeed) {
      return begun.stream().map(List::of).toList();
    }
    Map<Grid.Place, List<CellOutcome>> places = new LinkedHashMap<>();
    for (CellOutcome outcome : begun) {
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
    CellStatus first = row.get(0).status();
    if (row.stream().allMatch(o -> o.status() == first)) {
      String mixed = row.stream().anyMatch(CellOutcome::mixed) ? ", mixed" : "";
      return first.name().toLowerCase(Locale.ROOT) + mixed;
    }
    long done = row.stream().filter(o -> o.status() == CellStatus.DONE).count();
    return done + "/" + row.size() + " done";
  }

  private String failures() {
    List<CellOutcome> failed =
        grid.outcomes().stream().filter(outcome -> outcome.status().failed()).toList();
    StringBuilder text = new StringBuilder();
    for (CellOutcome outcome : failed.subList(0, Math.min(MOST_FAILURES, failed.size()))) {
      String how = outcome.status().name().toLowerCase(Locale.ROOT);
      String line = outcome.cell().key() + " " + how + ": " + OneLine.of(outcome.failure());
      text.append(OneLine.cut(line, WIDTH)).append('\n');
    }
    if (failed.size() > MOST_FAILURES) {
      text.append(
          "and %s more; `gpicl logs %s --level error` shows why\n"
              .formatted(Labels.grouped(failed.size() - MOST_FAILURES), grid.sweep().name()));
    }
    return text.isEmpty() ? "" : "\n" + text;
  }
}
