package org.gpicl.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code sweep}: names and resolved files. */
public final class SweepTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  public SweepTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private static final String SELECT =
      "SELECT name, hash, resolved, numerics, changed_at FROM sweep";

  /**
   * A stored sweep.
   *
   * @param numerics the version of our own numbers that its cells were begun with
   */
  public record Row(String name, String hash, String resolved, int numerics, Instant changedAt) {

    /**
     * The sweep as it was stored, with the cells that it had.
     *
     * @throws org.gpicl.sweep.yaml.SweepFileException if another version of this program wrote it,
     *     which knew other settings
     */
    public Sweep sweep() {
      return SweepFile.stored(resolved, name, numerics);
    }
  }

  public Optional<Row> find(String name) {
    return jdbc.sql(SELECT + " WHERE name = ?")
        .param(name)
        .query((row, index) -> row(row))
        .optional();
  }

  /** When a sweep of this name was first stored: no two databases have it at the same instant. */
  public Optional<Instant> createdAt(String name) {
    return jdbc.sql("SELECT created_at FROM sweep WHERE name = ?")
        .param(name)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  public List<Row> all() {
    return jdbc.sql(SELECT + " ORDER BY name").query((row, index) -> row(row)).list();
  }

  /** The one that was stored last comes first. */
  public List<Row> newestFirst() {
    return jdbc.sql(SELECT + " ORDER BY changed_at DESC, name")
        .query((row, index) -> row(row))
        .list();
  }

  /** Stores a sweep, in the place of one of the same name. */
  public void put(Sweep sweep) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int updated =
        jdbc.sql(
                "UPDATE sweep SET hash = ?, resolved = ?, numerics = ?, changed_at = ? WHERE name ="
                    + " ?")
            .params(sweep.hash(), sweep.resolved(), sweep.numerics(), now, sweep.name())
            .update();
    if (updated == 0) {
      jdbc.sql(
              "INSERT INTO sweep (name, hash, resolved, numerics, created_at, changed_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)")
          .params(sweep.name(), sweep.hash(), sweep.resolved(), sweep.numerics(), now, now)
          .update();
    }
  }

  public void remove(String name) {
    jdbc.sql("DELETE FROM sweep WHERE name = ?").param(name).update();
  }

  private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getInt(4),
        row.getObject(5, OffsetDateTime.class).toInstant());
  }
}
