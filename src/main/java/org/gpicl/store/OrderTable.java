package org.gpicl.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

/** The table {@code sweep_order}: what servers are to run, are running and have run. */
public final class OrderTable {
  private static final String SELECT =
      "SELECT id, sweep, resolved, restart_changed, take_up_failed, origin, due_at, stop_after,"
          + " ordered_at, begun_at, ended_at, state, told FROM sweep_order";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String server;

  /**
   * @param server whose orders these are; several servers may share a database
   */
  public OrderTable(JdbcClient jdbc, Clock clock, String server) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.server = server;
  }

  /** Who asked for a run. */
  public enum Origin {
    TERMINAL,
    PAGE,
    SCHEDULE
  }

  /** What has become of an order. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    /** Some cell failed, or the run itself broke. */
    FAILED,
    /** It was asked to stop; it can be resumed. */
    STOPPED,
    /**
     * It cannot continue before something is fixed, such as a full disk; then it can be resumed.
     */
    HINDERED,
    REFUSED,
    /** The run before it had not ended. */
    SKIPPED,
    /** No server was there at its time. */
    MISSED;

    public boolean ended() {
      return this != WAITING && this != RUNNING;
    }

    /** Whether somebody should look after it. */
    public boolean bad() {
      return this == FAILED || this == HINDERED || this == REFUSED || this == MISSED;
    }
  }

  /**
   * What is ordered.
   *
   * @param resolved the sweep's file, every setting written out
   * @param restartChanged whether cells may be replaced that the file defines differently
   * @param takeUpFailed whether failed cells are tried again
   * @param dueAt the time of the schedule; null where none asked
   * @param stopAfter how long it may run; zero for as long as it takes
   */
  public record Order(
      String sweep,
      String resolved,
      boolean restartChanged,
      boolean takeUpFailed,
      Origin origin,
      Instant dueAt,
      Duration stopAfter) {}

  /** An order and what has become of it. */
  public record Row(
      long id,
      Order order,
      Instant orderedAt,
      Optional<Instant> begunAt,
      Optional<Instant> endedAt,
      State state,
      String message) {}

  /** Adds an order; returns its number. */
  public long add(Order order, State state, String message) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            "INSERT INTO sweep_order (server, sweep, resolved, restart_changed, take_up_failed,"
                + " origin, due_at, stop_after, ordered_at, ended_at, state, told)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            server,
            order.sweep(),
            order.resolved(),
            order.restartChanged(),
            order.takeUpFailed(),
            order.origin().name())
        .param(order.dueAt() == null ? null : at(order.dueAt()))
        .param(order.stopAfter().toSeconds())
        .param(at(clock.instant()))
        .param(state.ended() ? at(clock.instant()) : null)
        .param(state.name())
        .param(message)
        .update(key, "id");
    return Objects.requireNonNull(key.getKey()).longValue();
  }

  public void begins(long id) {
    jdbc.sql(
            "UPDATE sweep_order SET state = ?, begun_at = COALESCE(begun_at, ?), told = ''"
                + " WHERE id = ?")
        .params(State.RUNNING.name(), at(clock.instant()), id)
        .update();
  }

  public void ends(long id, State state, String message) {
    jdbc.sql("UPDATE sweep_order SET state = ?, ended_at = ?, told = ? WHERE id = ?")
        .params(state.name(), at(clock.instant()), message, id)
        .update();
  }

  /** Notes something about an order that continues. */
  public void note(long id, String message) {
    jdbc.sql("UPDATE sweep_order SET told = ? WHERE id = ?").params(message, id).update();
  }

  public Optional<Row> find(long id) {
    return jdbc.sql(SELECT + " WHERE id = ?").param(id).query((row, index) -> row(row)).optional();
  }

  /** What this server has not brought to an end: what was running first, then in order. */
  public List<Row> unfinished() {
    return jdbc.sql(
            SELECT
                + " WHERE server = ? AND state IN ('WAITING', 'RUNNING')"
                + " ORDER BY CASE state WHEN 'RUNNING' THEN 0 ELSE 1 END, id")
        .param(server)
        .query((row, index) -> row(row))
        .list();
  }

  /**
   * The newest orders of all servers on this database, the newest first.
   *
   * @param offset how many of the newest to leave out
   */
  public List<Row> newest(int limit, int offset) {
    return jdbc.sql(SELECT + " ORDER BY id DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY")
        .params(offset, limit)
        .query((row, index) -> row(row))
        .list();
  }

  /** The newest order that a sweep's schedule asked for. */
  public Optional<Row> lastScheduled(String sweep) {
    return jdbc.sql(
            SELECT + " WHERE sweep = ? AND origin = ? ORDER BY id DESC FETCH FIRST 1 ROWS ONLY")
        .params(sweep, Origin.SCHEDULE.name())
        .query((row, index) -> row(row))
        .optional();
  }

  /** When the last run of a sweep's schedule was done. */
  public Optional<Instant> lastScheduledSuccess(String sweep) {
    return jdbc.sql(
            "SELECT MAX(ended_at) FROM sweep_order WHERE sweep = ? AND origin = ? AND state = ?")
        .params(sweep, Origin.SCHEDULE.name(), State.DONE.name())
        .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  /** When an order for each sweep last was hindered; sweeps without such an order are left out. */
  public Map<String, Instant> lastHindered() {
    Map<String, Instant> last = new HashMap<>();
    jdbc.sql(
            "SELECT sweep, MAX(ended_at) FROM sweep_order"
                + " WHERE state = ? AND ended_at IS NOT NULL GROUP BY sweep")
        .param(State.HINDERED.name())
        .query(
            row -> {
              last.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
            });
    return last;
  }

  /**
   * An ended order that can be removed without changing any answer about its sweep.
   *
   * @param bytes of its texts
   */
  public record Old(long id, Instant endedAt, long bytes) {}

  /**
   * What ended before a time, of all servers on this database. Of each sweep the newest order of
   * each origin stays, and the newest of each outcome: {@link #lastScheduled}, {@link
   * #lastScheduledSuccess} and {@link #lastHindered} answer the same without the others.
   */
  public List<Old> endedBefore(Instant time) {
    return jdbc.sql(
            "SELECT id, ended_at, bytes FROM (SELECT id, state, ended_at,"
                + " OCTET_LENGTH(resolved) + OCTET_LENGTH(told) AS bytes,"
                + " ROW_NUMBER() OVER (PARTITION BY sweep, origin ORDER BY id DESC) AS of_origin,"
                + " ROW_NUMBER() OVER (PARTITION BY sweep, origin, state"
                + " ORDER BY ended_at DESC, id DESC) AS of_outcome FROM sweep_order) AS ranked"
                + " WHERE state NOT IN ('WAITING', 'RUNNING') AND of_origin > 1 AND of_outcome > 1"
                + " AND ended_at < ? ORDER BY id")
        .param(at(time))
        .query(
            (row, index) ->
                new Old(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getLong(3)))
        .list();
  }

  /** Removes orders for good. */
  public void remove(List<Long> ids) {
    jdbc.sql("DELETE FROM sweep_order WHERE id IN (:ids)").param("ids", ids).update();
  }

  public void remove(String sweep) {
    jdbc.sql("DELETE FROM sweep_order WHERE sweep = ?").param(sweep).update();
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        new Order(
            row.getString(2),
            row.getString(3),
            row.getBoolean(4),
            row.getBoolean(5),
            Origin.valueOf(row.getString(6)),
            instant(row, 7).orElse(null),
            Duration.ofSeconds(row.getLong(8))),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        instant(row, 10),
        instant(row, 11),
        State.valueOf(row.getString(12)),
        row.getString(13));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
