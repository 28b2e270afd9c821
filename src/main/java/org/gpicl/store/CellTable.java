package org.gpicl.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gpicl.sweep.Cell;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code cell}: how far each cell has come. */
public final class CellTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  public CellTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A stored cell; {@code failure} is empty unless it failed. */
  public record Row(
      String hash, CellStatus status, long step, String failure, double trainingSeconds) {}

  public Optional<Row> find(String hash) {
    return jdbc.sql("SELECT hash, status, step, failure, training_seconds FROM cell WHERE hash = ?")
        .param(hash)
        .query((row, index) -> row(row))
        .optional();
  }

  /** The stored ones of some cells, by hash. */
  public Map<String, Row> of(List<Cell> cells) {
    Map<String, Row> rows = new HashMap<>();
    CellRows.of(
            jdbc,
            "SELECT cell.hash, status, step, failure, training_seconds FROM "
                + CellRows.WANTED
                + " JOIN cell ON cell.hash = wanted.hash",
            cells.stream().map(Cell::hash).toList(),
            CellTable::row)
        .forEach((hash, one) -> rows.put(hash, one.get(0)));
    return rows;
  }

  /** The cells that are done, whichever sweeps they belong to. */
  List<String> hashesDone() {
    return jdbc.sql("SELECT hash FROM cell WHERE status = ?")
        .param(CellStatus.DONE.name())
        .query(String.class)
        .list();
  }

  /** Adds a cell that nothing has been done for, unless it is there. */
  public void add(Cell cell) {
    if (find(cell.hash()).isEmpty()) {
      jdbc.sql(
              "INSERT INTO cell (hash, cell_key, status, step, training_seconds, changed_at)"
                  + " VALUES (?, ?, ?, 0, 0, ?)")
          .params(cell.hash(), cell.key(), CellStatus.PENDING.name(), now())
          .update();
    }
  }

  /** Adds a cell that is in training from now on. */
  void addRunning(Cell cell, String images) {
    jdbc.sql(
            "INSERT INTO cell (hash, cell_key, status, step, images, training_seconds, changed_at)"
                + " VALUES (?, ?, ?, 0, ?, 0, ?)")
        .params(cell.hash(), cell.key(), CellStatus.RUNNING.name(), images, now())
        .update();
  }

  /** What a cell's images are; the first time, they are noted. */
  String images(String hash, String now) {
    jdbc.sql("UPDATE cell SET images = ? WHERE hash = ? AND images IS NULL")
        .params(now, hash)
        .update();
    return jdbc.sql("SELECT images FROM cell WHERE hash = ?")
        .param(hash)
        .query(String.class)
        .single();
  }

  /** Changes a cell's status; a cell that is done stays done. */
  void status(String hash, CellStatus status, String failure) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = ?, changed_at = ?"
                + " WHERE hash = ? AND status <> 'DONE'")
        .param(1, status.name())
        .param(2, failure)
        .param(3, now())
        .param(4, hash)
        .update();
  }

  /** A cell has come to its end. */
  void done(String hash, long step, double trainingSeconds) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = NULL, step = ?, training_seconds = ?,"
                + " changed_at = ? WHERE hash = ?")
        .params(CellStatus.DONE.name(), step, trainingSeconds, now(), hash)
        .update();
  }

  void progress(String hash, long step, double trainingSeconds) {
    jdbc.sql("UPDATE cell SET step = ?, training_seconds = ?, changed_at = ? WHERE hash = ?")
        .params(step, trainingSeconds, now(), hash)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Row row(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Row(
        row.getString(1),
        CellStatus.valueOf(row.getString(2)),
        row.getLong(3),
        Objects.requireNonNullElse(row.getString(4), ""),
        row.getDouble(5));
  }
}
