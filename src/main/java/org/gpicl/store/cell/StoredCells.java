package org.gpicl.store.cell;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.store.CellStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every stored cell takes in the database, over its tables, for those who look for room. */
public final class StoredCells {
  private final JdbcClient jdbc;

  public StoredCells(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A cell and the bytes of its checkpoints and parameters; the rest of it is small.
   *
   * @param changedAt when something last happened to it
   */
  public record Row(String hash, String key, CellStatus status, Instant changedAt, long bytes) {}

  public List<Row> all() {
    Map<String, Long> bytes = new HashMap<>();
    add(
        bytes,
        "SELECT cell_hash, SUM(OCTET_LENGTH(bytes)) FROM checkpoint_part GROUP BY cell_hash");
    add(bytes, "SELECT cell_hash, SUM(OCTET_LENGTH(state)) FROM parameters GROUP BY cell_hash");
    return jdbc.sql("SELECT hash, cell_key, status, changed_at FROM cell ORDER BY cell_key, hash")
        .query(
            (row, index) ->
                new Row(
                    row.getString(1),
                    row.getString(2),
                    CellStatus.valueOf(row.getString(3)),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    bytes.getOrDefault(row.getString(1), 0L)))
        .list();
  }

  private void add(Map<String, Long> bytes, String query) {
    jdbc.sql(query)
        .query(
            row -> {
              bytes.merge(row.getString(1), row.getLong(2), Long::sum);
            });
  }
}
