package org.gpicl.store.cell;

import java.util.List;
import java.util.function.Predicate;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CrashTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.sweep.Cell;
import org.springframework.transaction.support.TransactionTemplate;

/** Resets cells whose training broke off, each event in one short transaction. */
public final class CellRecovery {
  private static final String CRASHED = "the JVM crashed %d times behind step %d of it: %s";
  private static final String LOST = "%d workers were lost behind step %d of it, the last one %s";

  private final CellTable cells;
  private final CrashTable crashes;
  private final TransactionTemplate transaction;

  public CellRecovery(CellTables tables, TransactionTemplate transaction) {
    this.cells = tables.cells();
    this.crashes = tables.crashes();
    this.transaction = transaction;
  }

  /**
   * The JVM crashed in native code while a cell was in training.
   *
   * @param run the run that it crashed in
   * @param most crashes without a newer checkpoint between them; from that many on the cell is
   *     quarantined
   * @return how many there are
   */
  public int crashed(CellTable.Row cell, long run, String reason, int most) {
    return count(cell, run, reason, most, CRASHED);
  }

  /**
   * A worker was lost that had a cell in training: it may be begun again, unless too many were lost
   * with it.
   *
   * @param partition that it had in hand
   * @param most losses without a newer checkpoint between them; from that many on the cell is
   *     quarantined
   */
  public void lost(String hash, String owner, long partition, int most) {
    transaction.executeWithoutResult(
        status ->
            cells
                .find(hash)
                .filter(row -> row.trainedBy(owner))
                .filter(row -> count(row, -partition, LeaseTable.process(owner), most, LOST) < most)
                .ifPresent(row -> cells.status(hash, CellStatus.STOPPED)));
  }

  private int count(CellTable.Row cell, long occasion, String reason, int most, String sentence) {
    return transaction.execute(
        status -> {
          int times = crashes.add(cell.hash(), occasion, cell.step(), reason);
          if (times >= most) {
            cells.failed(
                cell.hash(),
                CellStatus.QUARANTINED,
                sentence.formatted(times, cell.step(), reason),
                true);
          }
          return times;
        });
  }

  /** Marks failed cells as stopped, and forgets their crashes. */
  public int retryFailed(List<Cell> ofCells) {
    return transaction.execute(
        status -> {
          List<CellTable.Row> failed =
              cells.of(ofCells).values().stream().filter(row -> row.status().failed()).toList();
          for (CellTable.Row row : failed) {
            crashes.forget(row.hash());
            cells.status(row.hash(), CellStatus.STOPPED);
          }
          return failed.size();
        });
  }

  /**
   * Marks the cells that a dead process left running as stopped.
   *
   * @param alive whether an owner still holds a lease
   */
  public void stopAbandoned(List<Cell> ofCells, Predicate<String> alive) {
    transaction.executeWithoutResult(
        status ->
            cells.of(ofCells).values().stream()
                .filter(row -> row.status() == CellStatus.RUNNING && !alive.test(row.owner()))
                .forEach(row -> cells.status(row.hash(), CellStatus.STOPPED)));
  }
}
