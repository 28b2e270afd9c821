package org.gpicl.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code worker}: the processes that train cells which managers hand out. */
public final class WorkerTable {
  private static final Duration LOSSES_SHOWN = Duration.ofDays(1);
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;

  public WorkerTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A worker as it introduces itself.
   *
   * @param owner as its lease and its claims have it
   * @param version of the program
   * @param description engine, kernels, processor and JDK, as one line
   * @param places how many cells it trains at a time
   */
  public record Introduction(
      String owner, String host, String version, String description, int places) {}

  /**
   * A worker as others see it.
   *
   * @param training cells that it has in hand
   * @param trained cells that it had in hand before
   * @param stepsPerSecond of all that it has in hand
   * @param renewedAt when it last renewed its lease, by its own clock; empty if it has ended
   * @param lost whether it was given up
   * @param remarks what it does not train, and why; empty if it trains all that runs
   */
  public record Row(
      Introduction introduction,
      Instant startedAt,
      Optional<Instant> renewedAt,
      boolean lost,
      int training,
      int trained,
      double stepsPerSecond,
      String remarks) {}

  /** Adds a worker; those that ended long ago and have no claims any more are forgotten. */
  public void begin(Introduction worker) {
    jdbc.sql(
            "DELETE FROM worker WHERE ended_at < ?"
                + " AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.owner = worker.owner)")
        .param(now().minus(REMEMBERED))
        .update();
    jdbc.sql(
            "INSERT INTO worker (owner, host, version, description, places, started_at, remarks)"
                + " VALUES (?, ?, ?, ?, ?, ?, '')")
        .params(
            worker.owner(),
            worker.host(),
            worker.version(),
            worker.description(),
            worker.places(),
            now())
        .update();
  }

  public void remark(String owner, String remarks) {
    jdbc.sql("UPDATE worker SET remarks = ? WHERE owner = ?").params(remarks, owner).update();
  }

  public void end(String owner) {
    jdbc.sql("UPDATE worker SET ended_at = ? WHERE owner = ?").params(now(), owner).update();
  }

  /** A worker that has not ended by itself is given up, since it seems dead. */
  public void lose(String owner) {
    jdbc.sql("UPDATE worker SET ended_at = ?, lost = TRUE WHERE owner = ? AND ended_at IS NULL")
        .params(now(), owner)
        .update();
  }

  /** How many cells all that live can train at a time. */
  public int places() {
    return jdbc.sql(
            "SELECT COALESCE(SUM(places), 0) FROM worker JOIN lease ON lease.owner = worker.owner")
        .query(Integer.class)
        .single();
  }

  /**
   * What those that live do not train and why, by owner; without those that train all that runs.
   */
  public Map<String, String> remarks() {
    Map<String, String> remarks = new LinkedHashMap<>();
    jdbc.sql(
            "SELECT worker.owner, remarks FROM worker JOIN lease ON lease.owner = worker.owner"
                + " WHERE remarks <> '' ORDER BY host, started_at")
        .query(
            row -> {
              remarks.put(row.getString(1), row.getString(2));
            });
    return remarks;
  }

  /** Those that live, and those that were lost in the last day. */
  public List<Row> current() {
    return jdbc.sql(
            "SELECT worker.owner, host, version, description, places, started_at, renewed_at,"
                + " worker.lost, SUM(CASE WHEN open_cell IS NULL THEN 0 ELSE 1 END),"
                + " SUM(CASE WHEN claim.ended_at IS NULL OR claim.lost THEN 0 ELSE 1 END), remarks,"
                + " SUM(CASE WHEN open_cell IS NULL THEN 0 ELSE COALESCE(steps_per_second, 0) END)"
                + " FROM worker LEFT JOIN lease ON lease.owner = worker.owner"
                + " LEFT JOIN claim ON claim.owner = worker.owner"
                + " WHERE renewed_at IS NOT NULL OR (worker.lost AND worker.ended_at >= ?)"
                + " GROUP BY worker.owner, host, version, description, places, started_at,"
                + " renewed_at, worker.lost, remarks ORDER BY host, started_at")
        .param(now().minus(LOSSES_SHOWN))
        .query(
            (row, index) ->
                new Row(
                    new Introduction(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5)),
                    row.getObject(6, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject(7, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    row.getBoolean(8),
                    row.getInt(9),
                    row.getInt(10),
                    row.getDouble(12),
                    row.getString(11)))
        .list();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
