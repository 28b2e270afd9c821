package org.gpicl.store.cell;

import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import org.gpicl.store.BatchTables;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.checkpoint.CheckpointTable;
import org.gpicl.store.database.DatabaseSpace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes rows for good, each time in one transaction: a sweep or a cell is there whole, or not at
 * all.
 *
 * <p>Which cells may go is asked inside the transaction, when they are locked, of the sweeps that
 * are stored then: another process on the same database may have stored one meanwhile.
 */
public final class Removal {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRemoval cells;
  private final CheckpointTable checkpoints;
  private final BatchTables batch;
  private final OrderTable orders;
  private final ClaimTable claims;
  private final TransactionTemplate transaction;
  private final DatabaseSpace space;

  public Removal(
      JdbcClient jdbc,
      SweepTable sweeps,
      RunTable runs,
      OrderTable orders,
      TransactionTemplate transaction,
      DatabaseSpace space) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.orders = orders;
    this.cells = new CellRemoval(jdbc);
    this.checkpoints = new CheckpointTable(jdbc, Clock.systemUTC());
    this.batch = new BatchTables(jdbc);
    this.claims = new ClaimTable(jdbc, Clock.systemUTC());
    this.transaction = transaction;
    this.space = space;
  }

  /** Decides which of some cells no sweep needs, given the sweeps that are stored. */
  @FunctionalInterface
  public interface Unneeded extends BiFunction<List<String>, List<SweepTable.Row>, List<String>> {}

  /**
   * Removes a sweep, its runs, Batch's executions of it, and those of its cells that no other sweep
   * needs. It is on the disk when this returns.
   */
  public void sweep(String name, List<String> itsCells, Unneeded unneeded) {
    transaction.executeWithoutResult(
        status -> {
          batch.removeExecutions(name);
          claims.remove(name);
          runs.remove(name);
          orders.remove(name);
          sweeps.remove(name);
          removeUnneeded(itsCells, unneeded);
        });
    space.reclaim();
  }

  /** Gives the room of what was removed back to the disk, where the database does that. */
  public void shrink() {
    space.shrink();
  }

  /** Deletes checkpoints in files that nothing needs by now. */
  public void checkpointFiles() {
    transaction.executeWithoutResult(status -> checkpoints.tidy());
  }

  /** Removes cells unless a sweep needs them by now. */
  public void cells(List<String> hashes, Unneeded unneeded) {
    transaction.executeWithoutResult(status -> removeUnneeded(hashes, unneeded));
    space.reclaim();
  }

  /** Removes ended orders. */
  public void orders(List<Long> ids) {
    transaction.executeWithoutResult(status -> orders.remove(ids));
    space.reclaim();
  }

  private void removeUnneeded(List<String> hashes, Unneeded unneeded) {
    cells.lock(hashes);
    cells.remove(unneeded.apply(hashes, sweeps.all()));
  }
}
