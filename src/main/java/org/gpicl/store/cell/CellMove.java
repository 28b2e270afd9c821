package org.gpicl.store.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives stored cells the hashes that they have by now. */
public final class CellMove {
  private static final String COLUMNS =
      "cell_key, status, step, failure, images, training_seconds, changed_at, owner, failure_lasts";

  private final JdbcClient jdbc;

  CellMove(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A cell that is known by another hash.
   *
   * @param evaluations former and present definitions of its evaluations
   */
  public record Move(String from, String to, Map<String, String> evaluations) {}

  /** Moves a cell with all that is known of it, unless there is one in that place. */
  void move(Move cell) {
    int moved =
        jdbc.sql(
                "INSERT INTO cell (hash, %s) SELECT ?, %s FROM cell WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM cell WHERE hash = ?)"
                    .formatted(COLUMNS, COLUMNS))
            .params(cell.to(), cell.from(), cell.to())
            .update();
    if (moved == 0) {
      return;
    }
    // A removal leaves that table alone: the files themselves have to go first.
    List<String> tables = new ArrayList<>(CellRemoval.OF_CELLS);
    tables.add("checkpoint_file");
    for (String table : tables) {
      jdbc.sql("UPDATE " + table + " SET cell_hash = ? WHERE cell_hash = ?")
          .params(cell.to(), cell.from())
          .update();
    }
    cell.evaluations()
        .forEach(
            (before, after) ->
                jdbc.sql(
                        "UPDATE evaluation SET definition = ? WHERE cell_hash = ? AND definition = ?")
                    .params(after, cell.to(), before)
                    .update());
    jdbc.sql("DELETE FROM cell WHERE hash = ?").param(cell.from()).update();
  }
}
