package org.gpicl.store.cell;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CellTakenException;
import org.gpicl.store.CurveTable;
import org.gpicl.store.EvaluationTable;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointCodec;
import org.gpicl.store.checkpoint.CheckpointParts;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.checkpoint.ParametersTable;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to a cell, each event in one short transaction over the tables that it touches: a
 * cell is never half stored. (The parts of a large checkpoint come before the transaction that
 * makes them one.)
 */
public final class CellLedger {
  private static final Logger LOG = LoggerFactory.getLogger(CellLedger.class);
  private static final String NOBODY = "";

  private final CellTable cells;
  private final CheckpointTable checkpoints;
  private final ParametersTable parameters;
  private final CurveTable curves;
  private final EvaluationTable evaluations;
  private final ProvenanceTable provenance;
  private final CellRecords records;
  private final CellRecovery recovery;
  private final TransactionTemplate transaction;
  private final DatabaseSpace space;
  private final String owner;

  /**
   * @param transaction what makes an event one
   * @param space told when data was replaced
   */
  public CellLedger(
      JdbcClient jdbc, Clock clock, TransactionTemplate transaction, DatabaseSpace space) {
    this.cells = new CellTable(jdbc, clock);
    this.checkpoints = new CheckpointTable(jdbc, clock);
    this.parameters = new ParametersTable(jdbc);
    this.curves = new CurveTable(jdbc);
    this.evaluations = new EvaluationTable(jdbc);
    this.provenance = new ProvenanceTable(jdbc);
    this.records = new CellRecords(jdbc, clock);
    this.recovery = new CellRecovery(jdbc, clock, transaction);
    this.transaction = transaction;
    this.space = space;
    this.owner = NOBODY;
  }

  private CellLedger(CellLedger of, String owner, TransactionTemplate transaction) {
    this.cells = of.cells;
    this.checkpoints = of.checkpoints;
    this.parameters = of.parameters;
    this.curves = of.curves;
    this.evaluations = of.evaluations;
    this.provenance = of.provenance;
    this.records = of.records;
    this.recovery = of.recovery;
    this.transaction = transaction;
    this.space = of.space;
    this.owner = owner;
  }

  /** What is known of cells. */
  public CellRecords records() {
    return records;
  }

  /** What becomes of cells whose training broke off. */
  public CellRecovery recovery() {
    return recovery;
  }

  /**
   * The same ledger as one process writes it. What it begins is its own until another process
   * begins it, which may happen while this one was held for dead: from then on nothing that this
   * one stores of it is taken.
   *
   * @param name as the lease has it
   * @param patient makes an event one, and may try it again
   */
  public CellLedger ownedBy(String name, TransactionTemplate patient) {
    return new CellLedger(this, name, patient);
  }

  /**
   * Where a training begins or goes on.
   *
   * @param checkpoint empty for the very beginning
   * @param damage what is wrong with newer checkpoints, a clause each
   * @param trainingSeconds spent by then
   */
  public record Beginning(
      Optional<Checkpoint> checkpoint, List<String> damage, double trainingSeconds) {}

  /**
   * A training begins, or goes on from its newest checkpoint.
   *
   * @param images what the image files are; a cell is never continued on others
   * @throws OtherImagesException if the cell was begun on other images of the same name
   * @throws CellBusyException if another process has it in training
   */
  public Beginning begin(Cell cell, String images, String description) {
    return transaction.execute(
        status ->
            cells
                .find(cell.hash())
                .map(row -> goesOn(cell, row, images, description))
                .orElseGet(() -> first(cell, images, description)));
  }

  private Beginning first(Cell cell, String images, String description) {
    cells.addRunning(cell, images, owner);
    provenance.begins(cell.hash(), description);
    return new Beginning(Optional.empty(), List.of(), 0);
  }

  private Beginning goesOn(Cell cell, CellTable.Row row, String images, String description) {
    String hash = row.hash();
    if (row.status() == CellStatus.RUNNING && !row.owner().equals(owner)) {
      throw new CellBusyException(cell.key(), row.owner());
    }
    String before = cells.images(hash, images);
    if (!before.equals(images)) {
      throw new OtherImagesException(before, images);
    }
    CheckpointTable.Newest newest = checkpoints.newest(hash);
    long step = newest.checkpoint().map(c -> c.state().step()).orElse(0L);
    // What could not be read must not count as one of the two that are kept.
    checkpoints.deleteBehind(hash, step);
    curves.truncate(hash, step);
    provenance.goesOn(hash, step, description);
    cells.running(hash, owner, step);
    return new Beginning(newest.checkpoint(), newest.damage(), row.trainingSeconds());
  }

  public void point(Cell cell, CurvePoint point) {
    owned(cell, () -> curves.add(cell.hash(), point));
  }

  /** Stores a checkpoint; returns its size in bytes. */
  public long checkpoint(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    long bytes = CheckpointCodec.size(checkpoint);
    long begun = System.nanoTime();
    if (bytes <= CheckpointParts.PART_BYTES) {
      owned(cell, () -> store(cell, checkpoint, trainingSeconds));
    } else {
      store(cell, checkpoint, trainingSeconds);
    }
    space.reclaim();
    LOG.debug(
        "Cell {}: checkpoint at step {}, {} bytes in {} ms",
        cell.key(),
        checkpoint.state().step(),
        bytes,
        (System.nanoTime() - begun) / 1_000_000);
    return bytes;
  }

  private void store(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    long step = checkpoint.state().step();
    checkpoints.put(cell.hash(), checkpoint, work -> owned(cell, work));
    owned(cell, () -> cells.progress(cell.hash(), step, trainingSeconds));
  }

  /** Does something for a cell in one transaction, if the cell is still this owner's. */
  private void owned(Cell cell, Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          // Within a transaction that has made sure, as for a small checkpoint, once is enough.
          if (status.isNewTransaction() && !cells.holds(cell.hash(), owner)) {
            throw new CellTakenException(cell.key());
          }
          work.run();
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
    owned(
        cell,
        () -> {
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

  /** A training was stopped; it goes on from its newest checkpoint. */
  public void stop(Cell cell) {
    transaction.executeWithoutResult(
        status -> {
          if (cells.holds(cell.hash(), owner)) {
            cells.status(cell.hash(), CellStatus.STOPPED);
          }
        });
  }

  /**
   * A training failed.
   *
   * @param lasts whether it would fail in the same way again, so that no run takes it up by itself
   */
  public void fail(Cell cell, String reason, boolean lasts) {
    transaction.executeWithoutResult(
        status -> {
          cells.add(cell, owner);
          CellTable.Row row = cells.find(cell.hash()).orElseThrow();
          if (row.status() != CellStatus.RUNNING || cells.holds(cell.hash(), owner)) {
            cells.failed(cell.hash(), CellStatus.FAILED, reason, lasts);
          }
        });
  }
}
