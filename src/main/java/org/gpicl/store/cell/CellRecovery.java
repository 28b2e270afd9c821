package org.gpicl.store.cell;

import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.CrashTable;
import org.gpicl.sweep.Cell;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of cells whose training broke off: each event in one short transaction. */
public final class CellRecovery {
  private final CellTable cells;
  private final CrashTable crashes;
  private final TransactionTemplate transaction;

  CellRecovery(JdbcClient jdbc, Clock clock, TransactionTemplate transaction) {
    this.cells = new CellTable(jdbc, clock);
    this.crashes = new CrashTable(jdbc);
    this.transaction = transaction;
  }

  /**
   * The JVM crashed in native code while a cell was in training.
   *
   * @param run the run that it crashed in
   * @param most crashes without a newer checkpoint between them; from so many on no run takes the
   *     cell up by itself
   * @return how many there are
   */
  public int crashed(CellTable.Row cell, long run, String reason, int most) {
    return transaction.execute(
        status -> {
          int crashes = this.crashes.add(cell.hash(), run, cell.step(), reason);
          if (crashes >= most) {
            cells.failed(
                cell.hash(),
                CellStatus.QUARANTINED,
                "the JVM crashed %d times behind step %d of it: %s"
                    .formatted(crashes, cell.step(), reason),
                true);
          }
          return crashes;
        });
  }

  /** Cells that failed are as if they had been stopped, and their crashes forgotten. */
  public int takeUpFailed(List<Cell> ofCells) {
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
   * Cells that a process left running when it died are stopped ones.
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
