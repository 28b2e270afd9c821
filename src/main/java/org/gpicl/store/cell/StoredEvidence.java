package org.gpicl.store.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Halving;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.Sweep;

/** What the tables know of a sweep's cells, as its search wants it. */
final class StoredEvidence implements Search.Evidence {
  private final Sweep sweep;
  private final Map<String, CellTable.Row> rows;
  private final Map<String, List<CurvePoint>> curves;
  private final Map<String, List<EvaluationTable.Row>> evaluations;

  StoredEvidence(Sweep sweep, CellTables tables) {
    this.sweep = sweep;
    this.rows = tables.cells().of(sweep.cells());
    List<String> stored = List.copyOf(rows.keySet());
    this.curves =
        sweep.search() instanceof Halving halving
            ? tables.curves().at(halving.rungs(), stored)
            : Map.of();
    this.evaluations = tables.evaluations().briefOf(stored);
  }

  /** The rows of those cells that have one, by hash. */
  Map<String, CellTable.Row> rows() {
    return rows;
  }

  /** The evaluations of those cells, by hash, without accuracies by position. */
  Map<String, List<EvaluationTable.Row>> evaluations() {
    return evaluations;
  }

  /** What a training's own evaluations are stored by. */
  static String definition(String evaluation) {
    return Digests.sha256(evaluation);
  }

  /** The row of a cell, or that of one that nothing was done for. */
  CellTable.Row row(Cell cell) {
    String hash = cell.hash();
    return rows.getOrDefault(hash, CellTable.Row.pending(hash));
  }

  @Override
  public Optional<Double> accuracy(Cell cell, String evaluation) {
    if (row(cell).status() != CellStatus.DONE) {
      return Optional.empty();
    }
    String definition =
        sweep.evaluations(cell).stream()
            .filter(set -> set.name().equals(evaluation))
            .findFirst()
            .map(EvaluationSet::hash)
            .orElseGet(() -> definition(evaluation));
    return evaluations.getOrDefault(cell.hash(), List.of()).stream()
        .filter(made -> made.definition().equals(definition))
        .findFirst()
        .map(made -> made.evaluation().accuracy());
  }

  /** A point counts once the checkpoint behind it is stored: then it is never made again. */
  @Override
  public Optional<Search.Measured> at(Cell cell, long step) {
    CellTable.Row row = row(cell);
    if (row.status() != CellStatus.DONE && row.step() < step) {
      return Optional.empty();
    }
    return curves.getOrDefault(cell.hash(), List.of()).stream()
        .filter(point -> point.step() == step)
        .findFirst()
        .map(point -> new Search.Measured(point.loss(), point.seenAccuracy()));
  }

  @Override
  public boolean failed(Cell cell) {
    return row(cell).status().failed() && !row(cell).trainable();
  }
}
