package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code claim}: which worker took which partition of a sweep's training, and how far it
 * has come. A claim that has ended stays as evidence; a cell has one open claim at most.
 */
public final class ClaimTable {
  private static final String COLUMNS =
      "cell_hash, step_execution, owner, ended_at IS NOT NULL, step, loss, seen, steps_per_second";

  private static final String WANTED = "UNNEST(CAST(:partitions AS BIGINT ARRAY)) AS wanted (id)";

  private final JdbcClient jdbc;
  private final Clock clock;

  public ClaimTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * How far a training has come.
   *
   * @param loss NaN before the first step
   * @param seen accuracy on seen tasks, NaN before the first evaluation
   * @param stepsPerSecond NaN before the first step
   */
  public record Progress(long step, double loss, double seen, double stepsPerSecond) {
    public static final Progress NONE = new Progress(0, Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * A claim.
   *
   * @param partition the number of the step execution
   */
  public record Row(
      long partition, String cellHash, String owner, boolean ended, Progress progress) {}

  /**
   * A worker takes a partition.
   *
   * @return false if it was taken before, or another claim of its cell is open: then this one has
   *     ended as it begins
   */
  public boolean take(long partition, String sweep, String cellHash, String owner) {
    if (exists("step_execution", partition)) {
      return false;
    }
    boolean free = !exists("open_cell", cellHash);
    OffsetDateTime now = now();
    jdbc.sql(
            "INSERT INTO claim (step_execution, sweep, cell_hash, open_cell, owner, claimed_at,"
                + " ended_at, step) VALUES (?, ?, ?, ?, ?, ?, ?, 0)")
        .params(partition, sweep, cellHash, free ? cellHash : null, owner, now, free ? null : now)
        .update();
    return free;
  }

  private boolean exists(String column, Object value) {
    return jdbc.sql("SELECT COUNT(*) FROM claim WHERE " + column + " = ?")
            .param(value)
            .query(Long.class)
            .single()
        > 0;
  }

  public void progress(long partition, String owner, Progress progress) {
    jdbc.sql(
            "UPDATE claim SET step = ?, loss = ?, seen = ?, steps_per_second = ?"
                + " WHERE step_execution = ? AND owner = ? AND ended_at IS NULL")
        .params(
            progress.step(),
            number(progress.loss()),
            number(progress.seen()),
            number(progress.stepsPerSecond()),
            partition,
            owner)
        .update();
  }

  /** The open claims of a worker, and whether each is asked to stop. */
  public Map<Long, Boolean> askedToStop(String owner) {
    Map<Long, Boolean> asked = new HashMap<>();
    jdbc.sql("SELECT step_execution, asked_to_stop FROM claim WHERE owner = ? AND ended_at IS NULL")
        .param(owner)
        .query(
            row -> {
              asked.put(row.getLong(1), row.getBoolean(2));
            });
    return asked;
  }

  /** Asks the owners of some partitions to stop their training. */
  public void askToStop(Collection<Long> partitions) {
    jdbc.sql(
            "UPDATE claim SET asked_to_stop = TRUE"
                + " WHERE ended_at IS NULL AND step_execution IN (SELECT id FROM "
                + WANTED
                + ")")
        .param("partitions", partitions.toArray(Long[]::new))
        .update();
  }

  /** A worker is done with a partition. */
  public void end(long partition, String owner) {
    jdbc.sql(
            "UPDATE claim SET ended_at = ?, open_cell = NULL"
                + " WHERE step_execution = ? AND owner = ? AND ended_at IS NULL")
        .params(now(), partition, owner)
        .update();
  }

  /** A worker is gone; whatever it had in hand it has lost. */
  public void lose(String owner) {
    jdbc.sql(
            "UPDATE claim SET ended_at = ?, open_cell = NULL, lost = TRUE"
                + " WHERE owner = ? AND ended_at IS NULL")
        .params(now(), owner)
        .update();
  }

  /** The claims of some partitions; those that were not taken are left out. */
  public List<Row> of(Collection<Long> partitions) {
    return jdbc.sql(
            "SELECT " + COLUMNS + " FROM " + WANTED + " JOIN claim ON step_execution = wanted.id")
        .param("partitions", partitions.toArray(Long[]::new))
        .query((row, index) -> row(row))
        .list();
  }

  /** The open claims of some cells, by hash. */
  public Map<String, Row> open(List<String> cellHashes) {
    Map<String, Row> open = new HashMap<>();
    CellRows.of(
            jdbc,
            "SELECT "
                + COLUMNS
                + " FROM "
                + CellRows.WANTED
                + " JOIN claim ON open_cell = wanted.hash",
            cellHashes,
            ClaimTable::row)
        .forEach((hash, one) -> open.put(hash, one.get(0)));
    return open;
  }

  /** How many claims of each sweep are open; without those that have none. */
  public Map<String, Integer> open() {
    return bySweep("SELECT sweep, COUNT(*) FROM claim WHERE open_cell IS NOT NULL GROUP BY sweep");
  }

  /** How many claims of each sweep were lost with their worker; 0 if it has others only. */
  public Map<String, Integer> lost() {
    return bySweep("SELECT sweep, SUM(CASE WHEN lost THEN 1 ELSE 0 END) FROM claim GROUP BY sweep");
  }

  private Map<String, Integer> bySweep(String counts) {
    Map<String, Integer> bySweep = new HashMap<>();
    jdbc.sql(counts)
        .query(
            row -> {
              bySweep.put(row.getString(1), row.getInt(2));
            });
    return bySweep;
  }

  public void remove(String sweep) {
    jdbc.sql("DELETE FROM claim WHERE sweep = ?").param(sweep).update();
  }

  private static Row row(ResultSet row) throws SQLException {
    Progress progress =
        new Progress(
            row.getLong(5),
            numberOf(row.getObject(6)),
            numberOf(row.getObject(7)),
            numberOf(row.getObject(8)));
    return new Row(row.getLong(2), row.getString(1), row.getString(3), row.getBoolean(4), progress);
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static double numberOf(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
