package org.gpicl.report.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.TextTable;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.BoundaryLine;
import org.gpicl.sweep.Cell;

/** The crossings that a sweep searches, as {@code boundary.csv} and as a table for terminals. */
public final class BoundaryReport {
  private static final int MOST_LINES = 40;

  private final Grid grid;
  private final Crossings crossings;
  private final Boundary boundary;
  private final List<BoundaryLine> lines;

  private BoundaryReport(Grid grid, Crossings crossings) {
    this.grid = grid;
    this.crossings = crossings;
    this.boundary = crossings.boundary();
    this.lines = crossings.lines();
  }

  /** Empty for a sweep that searches none. */
  public static Optional<BoundaryReport> of(Grid grid) {
    return Crossings.of(grid).map(crossings -> new BoundaryReport(grid, crossings));
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
    for (BoundaryLine line : lines) {
      Cell cell = line.any();
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
      fields.add(boundary.threshold(cell));
      fields.add(state(line));
      fields.add(line.isFound() ? low(line) : "");
      fields.add(line.isFound() ? high(line) : "");
      fields.add(line.needed().size());
      CsvLine.append(csv, fields.toArray());
    }
    return csv.toString();
  }

  private static String state(BoundaryLine line) {
    return line.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String low(BoundaryLine line) {
    return boundary.value(line.cells().get(line.low())).orElseThrow();
  }

  private String high(BoundaryLine line) {
    return boundary.value(line.cells().get(line.high())).orElseThrow();
  }

  /** A heading and a line for each crossing, as many as a terminal takes. */
  public String text() {
    List<BoundaryLine> shown = lines.subList(0, Math.min(lines.size(), MOST_LINES));
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
    table.column("crossing", false, shown.stream().map(this::crossing).toList());
    table.column(
        "cells", true, shown.stream().map(l -> String.valueOf(l.needed().size())).toList());
    String more =
        lines.size() > shown.size()
            ? "%d more in boundary.csv%n".formatted(lines.size() - shown.size())
            : "";
    return "%nWhere %s accuracy exceeds %s along %s:%n"
            .formatted(boundary.metric(), crossings.threshold(), boundary.axis())
        + table.text("  ")
        + more;
  }

  private static List<String> each(List<BoundaryLine> lines, Function<Cell, String> text) {
    return lines.stream().map(line -> text.apply(line.any())).toList();
  }

  private String crossing(BoundaryLine line) {
    String first = boundary.value(line.cells().get(0)).orElseThrow();
    String last = boundary.value(line.cells().get(line.cells().size() - 1)).orElseThrow();
    return switch (line.state()) {
      case FOUND -> "between " + low(line) + " and " + high(line);
      case NOT_MONOTONE -> "between " + low(line) + " and " + high(line) + ", among others";
      case BELOW -> "not up to " + last;
      case ABOVE -> "already at " + first;
      case OPEN -> "searched";
      case FAILED -> "unknown: a cell failed";
    };
  }
}
