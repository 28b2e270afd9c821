package org.gpicl.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.TrainingState;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to a cell, each event in one short transaction over the tables that it touches: a
 * cell is never half stored.
 */
public final class CellLedger {
  private final CellTable cells;
  private final CheckpointTable checkpoints;
  private final ParametersTable parameters;
  private final CurveTable curves;
  private final EvaluationTable evaluations;
  private final ProvenanceTable provenance;
  private final TransactionTemplate transaction;

  public CellLedger(
      CellTable cells,
      CheckpointTable checkpoints,
      ParametersTable parameters,
      CurveTable curves,
      EvaluationTable evaluations,
      ProvenanceTable provenance,
      TransactionTemplate transaction) {
    this.cells = cells;
    this.checkpoints = checkpoints;
    this.parameters = parameters;
    this.curves = curves;
    this.evaluations = evaluations;
    this.provenance = provenance;
    this.transaction = transaction;
  }

  /**
   * A training begins, or goes on from its newest checkpoint.
   *
   * @return the checkpoint to go on from, or empty for the very beginning
   */
  public Optional<Checkpoint> begin(Cell cell, String description) {
    String hash = cell.hash();
    return transaction.execute(
        status -> {
          cells.add(cell);
          Optional<Checkpoint> checkpoint = checkpoints.latest(hash);
          long step = checkpoint.map(c -> c.state().step()).orElse(0L);
          double seconds = cells.find(hash).map(CellTable.Row::trainingSeconds).orElse(0.0);
          curves.truncate(hash, step);
          provenance.goesOn(hash, step, description);
          cells.progress(hash, step, seconds);
          cells.status(hash, CellStatus.RUNNING, null);
          return checkpoint;
        });
  }

  public void point(Cell cell, CurvePoint point) {
    transaction.executeWithoutResult(status -> curves.add(cell.hash(), point));
  }

  public void checkpoint(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    transaction.executeWithoutResult(
        status -> {
          checkpoints.put(cell.hash(), checkpoint);
          cells.progress(cell.hash(), checkpoint.state().step(), trainingSeconds);
        });
  }

  /** The cell is done: results and parameters appear, its checkpoints go, all at once. */
  public void finish(
      Cell cell,
      Checkpoint last,
      List<Evaluation> measured,
      Map<EvaluationSet, Evaluation> unseen,
      double trainingSeconds) {
    String hash = cell.hash();
    transaction.executeWithoutResult(
        status -> {
          parameters.put(hash, last);
          measured.forEach(e -> evaluations.put(hash, definition(e.name()), e));
          unseen.forEach((set, e) -> evaluations.put(hash, definition(set.toString()), e));
          checkpoints.deleteAll(hash);
          cells.progress(hash, last.state().step(), trainingSeconds);
          cells.status(hash, CellStatus.DONE, null);
        });
  }

  /** An evaluation was added to a finished cell. */
  public void evaluated(Cell cell, EvaluationSet set, Evaluation evaluation) {
    transaction.executeWithoutResult(
        status -> evaluations.put(cell.hash(), definition(set.toString()), evaluation));
  }

  public void stop(Cell cell) {
    transaction.executeWithoutResult(status -> cells.status(cell.hash(), CellStatus.STOPPED, null));
  }

  public void fail(Cell cell, String reason) {
    transaction.executeWithoutResult(
        status -> {
          cells.add(cell);
          cells.status(cell.hash(), CellStatus.FAILED, reason);
        });
  }

  /** Cells that a process left running when it died are stopped ones. */
  public void stopAbandoned(List<Cell> ofCells) {
    transaction.executeWithoutResult(
        status ->
            cells.of(ofCells).values().stream()
                .filter(row -> row.status() == CellStatus.RUNNING)
                .forEach(row -> cells.status(row.hash(), CellStatus.STOPPED, null)));
  }

  public Map<String, CellTable.Row> rows(List<Cell> ofCells) {
    return cells.of(ofCells);
  }

  /** The cells that are not done, in grid order. */
  public List<Cell> unfinished(Sweep sweep) {
    Map<String, CellTable.Row> rows = cells.of(sweep.cells());
    return sweep.cells().stream()
        .filter(
            cell -> {
              CellTable.Row row = rows.get(cell.hash());
              return row == null || row.status() != CellStatus.DONE;
            })
        .toList();
  }

  public Optional<TrainingState> finalParameters(Cell cell) {
    return parameters.find(cell.hash());
  }

  /** The evaluations of a finished cell that were not made yet. */
  public List<EvaluationSet> missing(Sweep sweep, Cell cell) {
    List<String> made =
        evaluations.of(cell.hash()).stream().map(EvaluationTable.Row::definition).toList();
    return sweep.evaluations(cell).stream()
        .filter(set -> !made.contains(definition(set.toString())))
        .toList();
  }

  /** Everything that is known of a sweep's cells, in grid order. */
  public List<CellOutcome> outcomes(Sweep sweep) {
    Map<String, CellTable.Row> rows = cells.of(sweep.cells());
    List<CellOutcome> outcomes = new ArrayList<>();
    for (Cell cell : sweep.cells()) {
      CellTable.Row row = rows.get(cell.hash());
      outcomes.add(
          row == null
              ? new CellOutcome(cell, CellStatus.PENDING, 0, "", List.of(), 0, List.of(), List.of())
              : outcome(sweep, cell, row));
    }
    return outcomes;
  }

  private CellOutcome outcome(Sweep sweep, Cell cell, CellTable.Row row) {
    List<EvaluationTable.Row> stored = evaluations.of(row.hash());
    List<Evaluation> inOrder = new ArrayList<>();
    for (String name : List.of(Evaluation.TRAIN, Evaluation.SEEN)) {
      find(stored, definition(name)).ifPresent(inOrder::add);
    }
    for (EvaluationSet set : sweep.evaluations(cell)) {
      find(stored, definition(set.toString())).ifPresent(inOrder::add);
    }
    return new CellOutcome(
        cell,
        row.status(),
        row.step(),
        row.failure(),
        provenance.of(row.hash()).stream()
            .map(range -> "from step " + range.fromStep() + ": " + range.description())
            .toList(),
        row.trainingSeconds(),
        curves.of(row.hash()),
        inOrder);
  }

  private static Optional<Evaluation> find(List<EvaluationTable.Row> rows, String definition) {
    return rows.stream()
        .filter(row -> row.definition().equals(definition))
        .map(EvaluationTable.Row::evaluation)
        .findFirst();
  }

  private static String definition(String text) {
    return CheckpointCodec.sha256(text.getBytes(StandardCharsets.UTF_8));
  }
}
