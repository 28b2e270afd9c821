package org.gpicl.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
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

  private static final String COLUMNS =
      "cell.hash, status, step, failure, failure_lasts, owner, training_seconds";

  /**
   * A stored cell.
   *
   * @param failure empty unless it failed
   * @param failureLasts whether it would fail in the same way again
   * @param owner who trains it, or trained it last; empty if none
   */
  public record Row(
      String hash,
      CellStatus status,
      long step,
      String failure,
      boolean failureLasts,
      String owner,
      double trainingSeconds) {

    /** The row of a cell that nothing was done for. */
    public static Row pending(String hash) {
      return new Row(hash, CellStatus.PENDING, 0, "", false, "", 0);
    }

    /** Whether an owner has it in training. */
    public boolean trainedBy(String someone) {
      return status == CellStatus.RUNNING && owner.equals(someone);
    }

    /** Whether a run trains it without being asked to retry failed cells. */
    public boolean trainable() {
      return switch (status) {
        case DONE, QUARANTINED, SKIPPED -> false;
        case FAILED -> !failureLasts;
        case PENDING, RUNNING, STOPPED -> true;
      };
    }
  }

  public Optional<Row> find(String hash) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM cell WHERE hash = ?")
        .param(hash)
        .query((row, index) -> row(row))
        .optional();
  }

  /** The stored ones of some cells, by hash. */
  public Map<String, Row> of(List<Cell> cells) {
    return ofHashes(cells.stream().map(Cell::hash).toList());
  }

  public Map<String, Row> ofHashes(List<String> hashes) {
    Map<String, Row> rows = new HashMap<>();
    CellRows.of(
            jdbc,
            "SELECT "
                + COLUMNS
                + " FROM "
                + CellRows.WANTED
                + " JOIN cell ON cell.hash = wanted.hash",
            hashes,
            CellTable::row)
        .forEach((hash, one) -> rows.put(hash, one.get(0)));
    return rows;
  }

  /** How many of some cells have each status; those that are not stored are in none. */
  public Map<CellStatus, Long> countsOf(List<String> hashes) {
    Map<CellStatus, Long> counts = new EnumMap<>(CellStatus.class);
    CellRows.of(
            jdbc,
            "SELECT status, COUNT(*) FROM "
                + CellRows.WANTED
                + " JOIN cell ON cell.hash = wanted.hash GROUP BY status",
            hashes,
            row -> row.getLong(2))
        .forEach(
            (status, some) ->
                counts.put(
                    CellStatus.valueOf(status), some.stream().mapToLong(Long::longValue).sum()));
    return counts;
  }

  /** The images that some cells were begun with, by hash, where they were recorded. */
  public Map<String, String> imagesOf(List<String> hashes) {
    Map<String, String> images = new HashMap<>();
    CellRows.of(
            jdbc,
            "SELECT cell.hash, images FROM "
                + CellRows.WANTED
                + " JOIN cell ON cell.hash = wanted.hash WHERE images IS NOT NULL",
            hashes,
            row -> row.getString(2))
        .forEach((hash, one) -> images.put(hash, one.get(0)));
    return images;
  }

  /** All cells that are done, of all sweeps. */
  public List<String> hashesDone() {
    return jdbc.sql("SELECT hash FROM cell WHERE status = ?")
        .param(CellStatus.DONE.name())
        .query(String.class)
        .list();
  }

  /**
   * The seconds that finished cells were in training, by hash.
   *
   * @param provenance how the description of everything that trained them must begin
   */
  public Map<String, Double> secondsOfDone(String provenance) {
    Map<String, Double> seconds = new HashMap<>();
    jdbc.sql(
            "SELECT hash, training_seconds FROM cell JOIN provenance ON cell_hash = hash"
                + " WHERE status = ? GROUP BY hash, training_seconds"
                + " HAVING SUM(CASE WHEN SUBSTRING(description, 1, ?) = ? THEN 0 ELSE 1 END) = 0")
        .params(CellStatus.DONE.name(), provenance.length(), provenance)
        .query(
            row -> {
              seconds.put(row.getString(1), row.getDouble(2));
            });
    return seconds;
  }

  /** Adds a cell that nothing has been done for, unless it is there. */
  public void add(Cell cell, String owner) {
    if (find(cell.hash()).isEmpty()) {
      jdbc.sql(
              "INSERT INTO cell"
                  + " (hash, cell_key, status, step, owner, training_seconds, changed_at)"
                  + " VALUES (?, ?, ?, 0, ?, 0, ?)")
          .params(cell.hash(), cell.key(), CellStatus.PENDING.name(), owner, now())
          .update();
    }
  }

  /** Adds a cell that is in training from now on. */
  public void addRunning(Cell cell, String images, String owner) {
    jdbc.sql(
            "INSERT INTO cell"
                + " (hash, cell_key, status, step, images, owner, training_seconds, changed_at)"
                + " VALUES (?, ?, ?, 0, ?, ?, 0, ?)")
        .params(cell.hash(), cell.key(), CellStatus.RUNNING.name(), images, owner, now())
        .update();
  }

  /** A cell is in training from now on, by a new owner, from a step on. */
  public void running(String hash, String owner, long step) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = NULL, failure_lasts = FALSE, owner = ?,"
                + " step = ?, changed_at = ? WHERE hash = ?")
        .params(CellStatus.RUNNING.name(), owner, step, now(), hash)
        .update();
  }

  /** Whether a cell still belongs to an owner; if so, until the transaction ends. */
  public boolean holds(String hash, String owner) {
    return jdbc.sql("SELECT owner FROM cell WHERE hash = ? FOR UPDATE")
        .param(hash)
        .query(String.class)
        .optional()
        .filter(owner::equals)
        .isPresent();
  }

  /** The images that a cell was begun with; the first call records them. */
  public String images(String hash, String now) {
    jdbc.sql("UPDATE cell SET images = ? WHERE hash = ? AND images IS NULL")
        .params(now, hash)
        .update();
    return jdbc.sql("SELECT images FROM cell WHERE hash = ?")
        .param(hash)
        .query(String.class)
        .single();
  }

  /** Changes a cell's status; a cell that is done stays done. */
  public void status(String hash, CellStatus status) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = NULL, failure_lasts = FALSE, changed_at = ?"
                + " WHERE hash = ? AND status <> 'DONE'")
        .params(status.name(), now(), hash)
        .update();
  }

  /** A cell has failed; one that is done stays done. */
  public void failed(String hash, CellStatus status, String failure, boolean lasts) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = ?, failure_lasts = ?, changed_at = ?"
                + " WHERE hash = ? AND status <> 'DONE'")
        .params(status.name(), failure, lasts, now(), hash)
        .update();
  }

  /** Marks a cell as done. */
  public void done(String hash, long step, double trainingSeconds) {
    jdbc.sql(
            "UPDATE cell SET status = ?, failure = NULL, failure_lasts = FALSE, step = ?,"
                + " training_seconds = ?, changed_at = ? WHERE hash = ?")
        .params(CellStatus.DONE.name(), step, trainingSeconds, now(), hash)
        .update();
  }

  /** Records the step that a cell has reached. */
  public void progress(String hash, long step, double trainingSeconds) {
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
        row.getBoolean(5),
        Objects.requireNonNullElse(row.getString(6), ""),
        row.getDouble(7));
  }
}
