package org.gpicl.report.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.table.CsvLine;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;

/** {@code plateau.csv}: a line for each training of a model of sequences, in grid order. */
public final class PlateauCsv {
  private PlateauCsv() {}

  /** Empty for a sweep without such models. */
  public static Optional<String> of(Grid grid) {
    if (grid.models().stream().noneMatch(ModelKind::sequences)) {
      return Optional.empty();
    }
    List<String> columns = new ArrayList<>(List.of(ResultsCsv.PLACE));
    columns.addAll(grid.sweep().swept());
    columns.add("left_step,seen_step,steps,status");
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (CellOutcome outcome : grid.outcomes()) {
      if (outcome.cell().kind().sequences() && outcome.cell().model().learned()) {
        append(csv, grid, outcome);
      }
    }
    return Optional.of(csv.toString());
  }

  private static void append(StringBuilder csv, Grid grid, CellOutcome outcome) {
    Cell cell = outcome.cell();
    Plateau plateau = Plateau.of(outcome);
    List<Object> fields =
        new ArrayList<>(List.of(cell.kind().key(), cell.tasks(), cell.hidden(), cell.seed()));
    grid.sweep().swept().forEach(path -> fields.add(cell.swept(path).orElse("")));
    fields.add(step(plateau.left()));
    fields.add(step(plateau.seen()));
    fields.add(outcome.step());
    fields.add(outcome.status().name().toLowerCase(Locale.ROOT));
    CsvLine.append(csv, fields.toArray());
  }

  private static Object step(OptionalLong step) {
    return step.isPresent() ? (Object) step.getAsLong() : "";
  }
}
