package org.gpicl.store;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code provenance}: what trained which steps of a cell. */
public final class ProvenanceTable {
  private final JdbcClient jdbc;

  public ProvenanceTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One range of steps, up to the next one's beginning. */
  public record Row(long fromStep, String description) {}

  /** The ranges of some cells, by step. */
  public Map<String, List<Row>> of(List<String> cellHashes) {
    return CellRows.of(
        jdbc,
        "SELECT cell_hash, from_step, description FROM "
            + CellRows.WANTED
            + " JOIN provenance ON cell_hash = wanted.hash ORDER BY cell_hash, from_step",
        cellHashes,
        row -> new Row(row.getLong(2), row.getString(3)));
  }

  /** Records that a training begins which was never begun before. */
  public void begins(String cellHash, String description) {
    add(cellHash, 0, description);
  }

  private void add(String cellHash, long fromStep, String description) {
    jdbc.sql("INSERT INTO provenance (cell_hash, from_step, description) VALUES (?, ?, ?)")
        .params(cellHash, fromStep, description)
        .update();
  }

  /** Records the ranges of a training that was done elsewhere. */
  public void replace(String cellHash, List<Row> ranges) {
    jdbc.sql("DELETE FROM provenance WHERE cell_hash = ?").param(cellHash).update();
    ranges.forEach(range -> add(cellHash, range.fromStep(), range.description()));
  }

  /** Records from which step a training continues, unless nothing about it has changed. */
  public void resumes(String cellHash, long fromStep, String description) {
    jdbc.sql("DELETE FROM provenance WHERE cell_hash = ? AND from_step >= ?")
        .params(cellHash, fromStep)
        .update();
    List<Row> rows = of(List.of(cellHash)).getOrDefault(cellHash, List.of());
    if (rows.isEmpty() || !rows.get(rows.size() - 1).description().equals(description)) {
      add(cellHash, fromStep, description);
    }
  }
}
