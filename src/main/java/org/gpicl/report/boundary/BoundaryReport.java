package org.gpicl.report.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.Cell;

/** The crossings that a sweep searches, as {@code boundary.csv} and as a table for terminals. */
public final class BoundaryReport {
  private static final int MOST_LINES = 40;

  private final Grid grid;
  private final Boundary boundary;
  private final String condition;
  private final List<Crossing> crossings;

  private BoundaryReport(Grid grid, Crossings searched) {
    this.grid = grid;
    this.boundary = searched.boundary();
    this.condition = boundary.metric() + " accuracy exceeds " + searched.threshold();
    this.crossings = searched.lines().stream().map(line -> new Crossing(boundary, line)).toList();
  }

  /** Empty for a sweep that searches none. */
  public static Optional<BoundaryReport> of(Grid grid) {
    return Crossings.of(grid).map(searched -> new BoundaryReport(grid, searched));
  }

  public Boundary boundary() {
    return boundary;
  }

  /** What the sweep varies beside the four axes. */
  public List<String> swept() {
    return grid.sweep().swept();
  }

  /** Of each combination of the other axes and each seed, in grid order. */
  public List<Crossing> crossings() {
    return crossings;
  }

  /**
   * {@code boundary.csv}: a line for each combination of the other axes and each seed, in grid
   * order. The column of the searched axis is empty; {@code low} and {@code high} are its values on
   * both sides of the crossing.
   */
  public String csv() {
    List<String> columns = new ArrayList<>(List.of("model", "n_tasks", "hidden", "seed"));
    columns.addAll(grid.sweep().swept());
    columns.addAll(List.of("axis", "metric", "above", "state", "low", "high", "cells"));
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (Crossing crossing : crossings) {
      Cell cell = crossing.cell();
      List<Object> fields = new ArrayList<>();
      fields.add(cell.kind().key());
      fields.add(boundary.axis().equals("tasks") ? "" : cell.tasks());
      fields.add(boundary.axis().equals("hidden") ? "" : cell.hidden());
      fields.add(cell.seed());
      for (String path : grid.sweep().swept()) {
        fields.add(path.equals(boundary.axis()) ? "" : cell.swept(path).orElse(""));
      }
      fields.add(boundary.axis());
      fields.add(boundary.metric());
      fields.add(crossing.threshold());
      fields.add(crossing.state());
      fields.add(crossing.low());
      fields.add(crossing.high());
      fields.add(crossing.line().needed().size());
      CsvLine.append(csv, fields.toArray());
    }
    return csv.toString();
  }

  /** A heading and a line for each crossing, as many as a terminal takes. */
  public String text() {
    List<Crossing> shown = crossings.subList(0, Math.min(crossings.size(), MOST_LINES));
    TextTable table = new TextTable();
    table.column("model", false, each(shown, cell -> cell.kind().key()));
    if (!boundary.axis().equals("tasks")) {
      table.column("tasks", true, each(shown, cell -> String.valueOf(cell.tasks())));
    }
    if (!boundary.axis().equals("hidden")) {
      table.column("hidden", true, each(shown, cell -> String.valueOf(cell.hidden())));
    }
    for (String path : grid.sweep().swept()) {
      if (!path.equals(boundary.axis())) {
        String leaf = path.substring(path.indexOf('.') + 1);
        table.column(leaf, true, each(shown, cell -> cell.swept(path).orElse("")));
      }
    }
    table.column("seed", true, each(shown, cell -> String.valueOf(cell.seed())));
    table.column("crossing", false, shown.stream().map(Crossing::text).toList());
    table.column(
        "cells",
        true,
        shown.stream().map(one -> String.valueOf(one.line().needed().size())).toList());
    String more =
        crossings.size() > shown.size()
            ? "%d more in boundary.csv%n".formatted(crossings.size() - shown.size())
            : "";
    return "%nWhere %s along %s:%n".formatted(condition, boundary.axis()) + table.text("  ") + more;
  }

  private static List<String> each(List<Crossing> crossings, Function<Cell, String> text) {
    return crossings.stream().map(crossing -> text.apply(crossing.cell())).toList();
  }

  /** What holds beyond the boundary, such as {@code unseen accuracy exceeds 2 x chance}. */
  public String condition() {
    return condition;
  }
}
