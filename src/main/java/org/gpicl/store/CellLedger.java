package org.gpicl.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.engine.TrainingState;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.Digests;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to a cell, each event in one short transaction over the tables that it touches: a
 * cell is never half stored. (The parts of a large checkpoint come before the transaction that
 * makes them one.)
 */
public final class CellLedger {
  private final CellTable cells;
  private final CheckpointTable checkpoints;
  private final ParametersTable parameters;
  private final CurveTable curves;
  private final EvaluationTable evaluations;
  private final ProvenanceTable provenance;
  private final TransactionTemplate transaction;
  private final DatabaseSpace space;

  public CellLedger(
      CellTable cells,
      CheckpointTable checkpoints,
      ParametersTable parameters,
      CurveTable curves,
      EvaluationTable evaluations,
      ProvenanceTable provenance,
      TransactionTemplate transaction,
      DatabaseSpace space) {
    this.cells = cells;
    this.checkpoints = checkpoints;
    this.parameters = parameters;
    this.curves = curves;
    this.evaluations = evaluations;
    this.provenance = provenance;
    this.transaction = transaction;
    this.space = space;
  }

  /**
   * Where a training begins or goes on.
   *
   * @param checkpoint empty for the very beginning
   * @param trainingSeconds spent by then
   */
  public record Beginning(Optional<Checkpoint> checkpoint, double trainingSeconds) {}

  /**
   * A training begins, or goes on from its newest checkpoint.
   *
   * @param images what the image files are; a cell is never continued on others
   * @throws OtherImagesException if the cell was begun on other images of the same name
   */
  public Beginning begin(Cell cell, String images, String description) {
    return transaction.execute(
        status ->
            cells
                .find(cell.hash())
                .map(row -> goesOn(row, images, description))
                .orElseGet(() -> first(cell, images, description)));
  }

  private Beginning first(Cell cell, String images, String description) {
    cells.addRunning(cell, images);
    provenance.begins(cell.hash(), description);
    return new Beginning(Optional.empty(), 0);
  }

  private Beginning goesOn(CellTable.Row row, String images, String description) {
    String hash = row.hash();
    String before = cells.images(hash, images);
    if (!before.equals(images)) {
      throw new OtherImagesException(before, images);
    }
    Optional<Checkpoint> checkpoint = checkpoints.latest(hash);
    long step = checkpoint.map(c -> c.state().step()).orElse(0L);
    // What could not be read must not count as one of the two that are kept.
    checkpoints.deleteBehind(hash, step);
    curves.truncate(hash, step);
    provenance.goesOn(hash, step, description);
    cells.progress(hash, step, row.trainingSeconds());
    cells.status(hash, CellStatus.RUNNING, null);
    return new Beginning(checkpoint, row.trainingSeconds());
  }

  public void point(Cell cell, CurvePoint point) {
    transaction.executeWithoutResult(status -> curves.add(cell.hash(), point));
  }

  public void checkpoint(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    if (CheckpointCodec.size(checkpoint) <= CheckpointParts.PART_BYTES) {
      transaction.executeWithoutResult(status -> store(cell, checkpoint, trainingSeconds));
    } else {
      store(cell, checkpoint, trainingSeconds);
    }
    space.reclaim();
  }

  private void store(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    checkpoints.put(cell.hash(), checkpoint, transaction);
    transaction.executeWithoutResult(
        status -> cells.progress(cell.hash(), checkpoint.state().step(), trainingSeconds));
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
          // What a cell was measured by before it was to be trained again is not true any more.
          evaluations.deleteAll(hash);
          measured.forEach(e -> evaluations.add(hash, Digests.sha256(e.name()), e));
          unseen.forEach((set, e) -> evaluations.add(hash, set.hash(), e));
          checkpoints.deleteAll(hash);
          cells.done(hash, last.state().step(), trainingSeconds);
        });
  }

  /** An evaluation was added to a finished cell. */
  public void evaluated(Cell cell, EvaluationSet set, Evaluation evaluation) {
    transaction.executeWithoutResult(
        status -> evaluations.replace(cell.hash(), set.hash(), evaluation));
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

  /** The evaluations that finished cells still lack, by cell, in grid order. */
  public Map<Cell, List<EvaluationSet>> unevaluated(Sweep sweep) {
    Set<String> left = unfinished(sweep).stream().map(Cell::key).collect(Collectors.toSet());
    List<Cell> done = sweep.cells().stream().filter(cell -> !left.contains(cell.key())).toList();
    Map<String, List<EvaluationTable.Row>> made =
        evaluations.of(done.stream().map(Cell::hash).toList());
    Map<Cell, List<EvaluationSet>> missing = new LinkedHashMap<>();
    for (Cell cell : done) {
      Set<String> definitions =
          made.getOrDefault(cell.hash(), List.of()).stream()
              .map(EvaluationTable.Row::definition)
              .collect(Collectors.toSet());
      List<EvaluationSet> sets =
          sweep.evaluations(cell).stream()
              .filter(set -> !definitions.contains(set.hash()))
              .toList();
      if (!sets.isEmpty()) {
        missing.put(cell, sets);
      }
    }
    return missing;
  }

  public Optional<TrainingState> finalParameters(Cell cell) {
    return parameters.find(cell.hash());
  }

  /** Everything that is known of a sweep's cells, in grid order. */
  public List<CellOutcome> outcomes(Sweep sweep) {
    List<String> hashes = sweep.cells().stream().map(Cell::hash).toList();
    Map<String, CellTable.Row> rows = cells.of(sweep.cells());
    Map<String, List<CurvePoint>> points = curves.of(hashes);
    Map<String, List<EvaluationTable.Row>> measured = evaluations.of(hashes);
    Map<String, List<ProvenanceTable.Row>> ranges = provenance.of(hashes);
    List<CellOutcome> outcomes = new ArrayList<>();
    for (int k = 0; k < hashes.size(); k++) {
      Cell cell = sweep.cells().get(k);
      String hash = hashes.get(k);
      CellTable.Row row =
          rows.getOrDefault(hash, new CellTable.Row(hash, CellStatus.PENDING, 0, "", 0));
      outcomes.add(
          new CellOutcome(
              cell,
              row.status(),
              row.step(),
              row.failure(),
              ranges.getOrDefault(hash, List.of()).stream()
                  .map(range -> "from step " + range.fromStep() + ": " + range.description())
                  .toList(),
              row.trainingSeconds(),
              points.getOrDefault(hash, List.of()),
              inOrder(sweep, cell, measured.getOrDefault(hash, List.of()))));
    }
    return outcomes;
  }

  /** Train and seen, then the evaluations that the sweep asks for, as far as they were made. */
  private static List<Evaluation> inOrder(
      Sweep sweep, Cell cell, List<EvaluationTable.Row> stored) {
    List<Evaluation> inOrder = new ArrayList<>();
    for (String name : List.of(Evaluation.TRAIN, Evaluation.SEEN)) {
      find(stored, Digests.sha256(name)).ifPresent(inOrder::add);
    }
    for (EvaluationSet set : sweep.evaluations(cell)) {
      find(stored, set.hash()).ifPresent(inOrder::add);
    }
    return inOrder;
  }

  private static Optional<Evaluation> find(List<EvaluationTable.Row> rows, String definition) {
    return rows.stream()
        .filter(row -> row.definition().equals(definition))
        .map(EvaluationTable.Row::evaluation)
        .findFirst();
  }
}
