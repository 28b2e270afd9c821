package org.gpicl.store.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.engine.TrainingState;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointException;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts results that were read from files into the tables, each cell in one transaction. What is
 * done in the database already is left as it is; only what it lacks is added.
 */
public final class CellRebuild {
  private final CellTables tables;
  private final TransactionTemplate transaction;

  public CellRebuild(CellTables tables, TransactionTemplate transaction) {
    this.tables = tables;
    this.transaction = transaction;
  }

  /**
   * A cell that came to its end.
   *
   * @param evaluations by the hash of what they were made on
   */
  public record Finished(
      Cell cell,
      List<CurvePoint> curve,
      Map<String, Evaluation> evaluations,
      double trainingSeconds,
      List<ProvenanceTable.Row> provenance) {}

  /** What was added of a cell. */
  public record Added(boolean cell, int evaluations) {}

  /** Adds a finished cell; its checkpoints, if it has any, are needed no longer. */
  public Added add(Finished finished) {
    return transaction.execute(
        status -> {
          String hash = finished.cell().hash();
          Optional<CellTable.Row> row = tables.cells().find(hash);
          if (row.filter(there -> there.status() == CellStatus.DONE).isPresent()) {
            return new Added(false, addMissing(hash, finished.evaluations()));
          }
          tables.cells().add(finished.cell(), "");
          tables.curves().truncate(hash, -1);
          finished.curve().forEach(point -> tables.curves().add(hash, point));
          tables.evaluations().deleteAll(hash);
          finished
              .evaluations()
              .forEach((definition, e) -> tables.evaluations().add(hash, definition, e));
          tables.provenance().replace(hash, finished.provenance());
          tables.checkpoints().deleteAll(hash);
          tables.cells().done(hash, finished.cell().spec().steps(), finished.trainingSeconds());
          return new Added(true, finished.evaluations().size());
        });
  }

  private int addMissing(String hash, Map<String, Evaluation> given) {
    Set<String> there =
        tables.evaluations().of(List.of(hash)).getOrDefault(hash, List.of()).stream()
            .map(EvaluationTable.Row::definition)
            .collect(Collectors.toSet());
    int added = 0;
    for (Map.Entry<String, Evaluation> one : given.entrySet()) {
      if (!there.contains(one.getKey())) {
        tables.evaluations().add(hash, one.getKey(), one.getValue());
        added++;
      }
    }
    return added;
  }

  /** Whether a cell's final parameters are not there, or damaged. */
  public boolean lacksParameters(Cell cell) {
    try {
      return tables.parameters().find(cell.hash()).isEmpty();
    } catch (CheckpointException damaged) {
      return true;
    }
  }

  public void addParameters(Cell cell, List<float[]> values) {
    TrainingState state = new TrainingState(cell.spec().steps(), values, List.of(), List.of());
    transaction.executeWithoutResult(
        status ->
            tables.parameters().put(cell.hash(), new Checkpoint(state, TrainingProgress.none())));
  }
}
