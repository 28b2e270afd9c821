package org.gpicl.store;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gpicl.sweep.Sweep;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code sweep}: names and resolved files. */
public final class SweepTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  public SweepTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A stored sweep. */
  public record Row(String name, String hash, String resolved, Instant changedAt) {}

  public Optional<Row> find(String name) {
    return jdbc.sql("SELECT name, hash, resolved, changed_at FROM sweep WHERE name = ?")
        .param(name)
        .query((row, index) -> row(row))
        .optional();
  }

  public List<Row> all() {
    return jdbc.sql("SELECT name, hash, resolved, changed_at FROM sweep ORDER BY name")
        .query((row, index) -> row(row))
        .list();
  }

  /** Stores a sweep, in the place of one of the same name. */
  public void put(Sweep sweep) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int updated =
        jdbc.sql("UPDATE sweep SET hash = ?, resolved = ?, changed_at = ? WHERE name = ?")
            .params(sweep.hash(), sweep.resolved(), now, sweep.name())
            .update();
    if (updated == 0) {
      jdbc.sql(
              "INSERT INTO sweep (name, hash, resolved, created_at, changed_at)"
                  + " VALUES (?, ?, ?, ?, ?)")
          .params(sweep.name(), sweep.hash(), sweep.resolved(), now, now)
          .update();
    }
  }

  void remove(String name) {
    jdbc.sql("DELETE FROM sweep WHERE name = ?").param(name).update();
  }

  private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }
}
