package org.gpicl.store.cell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CellTakenException;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.CheckpointCodec;
import org.gpicl.store.checkpoint.CheckpointParts;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.EvaluationSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens to a cell, each event in one short transaction over the tables that it touches: a
 * cell is never half stored. (The parts of a large checkpoint come before the transaction that
 * makes them one.)
 */
public final class CellLedger {
  private static final Logger LOG = LoggerFactory.getLogger(CellLedger.class);
  private static final String UNOWNED = "";

  private final CellTables tables;
  private final CellRecords records;
  private final TransactionTemplate transaction;
  private final DatabaseSpace space;
  private final String owner;
  private final CheckpointStore large;

  /**
   * @param transaction makes each event atomic
   * @param space called after data was replaced
   */
  public CellLedger(CellTables tables, TransactionTemplate transaction, DatabaseSpace space) {
    this(tables, new CellRecords(tables), transaction, space, UNOWNED, CheckpointStore.DATABASE);
  }

  private CellLedger(
      CellTables tables,
      CellRecords records,
      TransactionTemplate transaction,
      DatabaseSpace space,
      String owner,
      CheckpointStore large) {
    this.tables = tables;
    this.records = records;
    this.transaction = transaction;
    this.space = space;
    this.owner = owner;
    this.large = large;
  }

  /** Queries about the same cells. */
  public CellRecords records() {
    return records;
  }

  /**
   * The same ledger for one process. The cells that it begins belong to it until another process
   * begins them, which happens if this one is considered dead: from then on its writes are
   * rejected.
   *
   * @param name as the lease has it
   * @param patient makes each event atomic, and may retry it
   */
  public CellLedger ownedBy(String name, TransactionTemplate patient) {
    return new CellLedger(tables, records, patient, space, name, large);
  }

  /** The same ledger with another place for checkpoints that would burden a database. */
  public CellLedger withLargeCheckpoints(CheckpointStore place) {
    return new CellLedger(tables, records, transaction, space, owner, place);
  }

  /**
   * Where a training begins or resumes.
   *
   * @param checkpoint empty for the very beginning
   * @param damage what is wrong with newer checkpoints, a clause each
   * @param trainingSeconds spent by then
   */
  public record Beginning(
      Optional<Checkpoint> checkpoint, List<String> damage, double trainingSeconds) {}

  /**
   * Begins a training, or resumes it from its newest checkpoint.
   *
   * @param images what the image files are; a cell is never continued on others
   * @throws OtherImagesException if the cell was begun on other images of the same name
   * @throws CellBusyException if another process has it in training
   */
  public Beginning begin(Cell cell, String images, String description) {
    return transaction.execute(
        status ->
            tables
                .cells()
                .find(cell.hash())
                .map(row -> resumed(cell, row, images, description))
                .orElseGet(() -> first(cell, images, description)));
  }

  private Beginning first(Cell cell, String images, String description) {
    tables.cells().addRunning(cell, images, owner);
    tables.provenance().begins(cell.hash(), description);
    return new Beginning(Optional.empty(), List.of(), 0);
  }

  private Beginning resumed(Cell cell, CellTable.Row row, String images, String description) {
    String hash = row.hash();
    if (row.status() == CellStatus.RUNNING && !row.owner().equals(owner)) {
      throw new CellBusyException(cell.key(), row.owner());
    }
    String before = tables.cells().images(hash, images);
    if (!before.equals(images)) {
      throw new OtherImagesException(before, images);
    }
    CheckpointTable.Newest newest = tables.checkpoints().newest(hash);
    long step = newest.checkpoint().map(c -> c.state().step()).orElse(0L);
    // What could not be read must not count as one of the two that are kept.
    tables.checkpoints().deleteBehind(hash, step);
    tables.curves().truncate(hash, step);
    tables.provenance().resumes(hash, step, description);
    tables.cells().running(hash, owner, step);
    return new Beginning(newest.checkpoint(), newest.damage(), row.trainingSeconds());
  }

  /** Gives cells their present hashes, all or none of them. */
  public void move(List<CellMove.Move> moves) {
    transaction.executeWithoutResult(status -> moves.forEach(tables.moves()::move));
  }

  public void point(Cell cell, CurvePoint point) {
    owned(cell, () -> tables.curves().add(cell.hash(), point));
  }

  /** Stores a checkpoint; returns its size in bytes. */
  public long checkpoint(Cell cell, Checkpoint checkpoint, double trainingSeconds) {
    long bytes = CheckpointCodec.size(checkpoint);
    long begun = System.nanoTime();
    if (bytes <= CheckpointParts.PART_BYTES) {
      owned(cell, () -> store(cell, checkpoint, trainingSeconds, CheckpointStore.DATABASE));
    } else {
      store(cell, checkpoint, trainingSeconds, large);
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

  private void store(
      Cell cell, Checkpoint checkpoint, double trainingSeconds, CheckpointStore place) {
    long step = checkpoint.state().step();
    tables.checkpoints().put(cell.hash(), checkpoint, place, work -> owned(cell, work));
    owned(cell, () -> tables.cells().progress(cell.hash(), step, trainingSeconds));
  }

  /** Does something for a cell in one transaction, if the cell still belongs to this owner. */
  private void owned(Cell cell, Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          // Within a transaction that has made sure, as for a small checkpoint, once is enough.
          if (status.isNewTransaction() && !tables.cells().holds(cell.hash(), owner)) {
            throw new CellTakenException(cell.key());
          }
          work.run();
        });
  }

  /** Publishes results and parameters and deletes the checkpoints, all at once. */
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
          tables.parameters().put(hash, last);
          // Evaluations of an earlier training no longer hold.
          tables.evaluations().deleteAll(hash);
          measured.forEach(e -> tables.evaluations().add(hash, Digests.sha256(e.name()), e));
          unseen.forEach((set, e) -> tables.evaluations().add(hash, set.hash(), e));
          tables.checkpoints().deleteAll(hash);
          tables.cells().done(hash, last.state().step(), trainingSeconds);
        });
    large.folder().ifPresent(folder -> tidy(cell));
  }

  private void tidy(Cell cell) {
    try {
      transaction.executeWithoutResult(status -> tables.checkpoints().tidy(cell.hash()));
    } catch (RuntimeException e) {
      // The cell is done all the same; `gpicl gc` finds the files.
      LOG.warn("Checkpoints of cell {} could not be deleted", cell.key(), e);
    }
  }

  /** Adds an evaluation to a finished cell. */
  public void evaluated(Cell cell, EvaluationSet set, Evaluation evaluation) {
    transaction.executeWithoutResult(
        status -> tables.evaluations().replace(cell.hash(), set.hash(), evaluation));
  }

  /** Takes a cell from an owner that is gone; it may be begun again. */
  public void takeFrom(String gone, Cell cell) {
    transaction.executeWithoutResult(
        status ->
            tables
                .cells()
                .find(cell.hash())
                .filter(row -> row.trainedBy(gone))
                .ifPresent(row -> tables.cells().status(cell.hash(), CellStatus.STOPPED)));
  }

  /** Marks a training as stopped; it resumes from its newest checkpoint. */
  public void stop(Cell cell) {
    transaction.executeWithoutResult(
        status -> {
          if (tables.cells().holds(cell.hash(), owner)) {
            tables.cells().status(cell.hash(), CellStatus.STOPPED);
          }
        });
  }

  /**
   * Marks a training as failed.
   *
   * @param lasts whether it would fail in the same way again, so that it is not retried by itself
   */
  public void fail(Cell cell, String reason, boolean lasts) {
    transaction.executeWithoutResult(
        status -> {
          tables.cells().add(cell, owner);
          CellTable.Row row = tables.cells().find(cell.hash()).orElseThrow();
          if (row.status() != CellStatus.RUNNING || tables.cells().holds(cell.hash(), owner)) {
            tables.cells().failed(cell.hash(), CellStatus.FAILED, reason, lasts);
          }
        });
  }
}
