package org.gpicl.store;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code provenance}: what trained which steps of a cell. */
public final class ProvenanceTable {
  private final JdbcClient jdbc;

  public ProvenanceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One range of steps, up to the next one's beginning. */
  public record Row(long fromStep, String description) {}

  public List<Row> of(String cellHash) {
    return jdbc.sql(
            "SELECT from_step, description FROM provenance WHERE cell_hash = ? ORDER BY from_step")
        .param(cellHash)
        .query((row, index) -> new Row(row.getLong(1), row.getString(2)))
        .list();
  }

  /** Records that a training goes on from a step, unless the same goes on. */
  void goesOn(String cellHash, long fromStep, String description) {
    jdbc.sql("DELETE FROM provenance WHERE cell_hash = ? AND from_step >= ?")
        .params(cellHash, fromStep)
        .update();
    List<Row> rows = of(cellHash);
    if (rows.isEmpty() || !rows.get(rows.size() - 1).description().equals(description)) {
      jdbc.sql("INSERT INTO provenance (cell_hash, from_step, description) VALUES (?, ?, ?)")
          .params(cellHash, fromStep, description)
          .update();
    }
  }
}
