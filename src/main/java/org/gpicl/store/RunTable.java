package org.gpicl.store;

import java.time.Clock;
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

/** The table {@code run}: each execution of a sweep's job, and how it ended. */
public final class RunTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  public RunTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How a run ended, or that it has not. */
  public enum Outcome {
    RUNNING,
    DONE,
    FAILED,
    STOPPED,
    /** Its process was gone before it could say how it ended. */
    LOST
  }

  /**
   * One run.
   *
   * @param owner which process it was; empty in rows of earlier programs
   * @param crashFiles where the JVM or the launcher leave word of its crash, one path a line
   */
  public record Row(
      long id,
      Instant startedAt,
      Optional<Instant> endedAt,
      Outcome outcome,
      String engine,
      int workers,
      String description,
      String owner,
      String crashFiles) {}

  /** What a run is from its beginning on. */
  public record Beginning(
      String sweep,
      String engine,
      int workers,
      String description,
      String owner,
      String crashFiles) {}

  /** A run begins; returns its number. */
  public long begin(Beginning run) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            "INSERT INTO run (sweep, started_at, outcome, engine, workers, description, owner,"
                + " crash_files) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            run.sweep(),
            now(),
            Outcome.RUNNING.name(),
            run.engine(),
            run.workers(),
            run.description(),
            run.owner(),
            run.crashFiles())
        .update(key, "id");
    return Objects.requireNonNull(key.getKey()).longValue();
  }

  public void end(long id, Outcome outcome) {
    jdbc.sql("UPDATE run SET outcome = ?, ended_at = ? WHERE id = ?")
        .params(outcome.name(), now(), id)
        .update();
  }

  /** The sweeps with a run that has not ended, as far as is known. */
  public List<String> running() {
    return jdbc.sql("SELECT DISTINCT sweep FROM run WHERE outcome = ? ORDER BY sweep")
        .param(Outcome.RUNNING.name())
        .query(String.class)
        .list();
  }

  /** Closes the runs of a sweep whose process is gone; returns how many there were. */
  public int lost(String sweep) {
    return jdbc.sql("UPDATE run SET outcome = ? WHERE sweep = ? AND outcome = ?")
        .params(Outcome.LOST.name(), sweep, Outcome.RUNNING.name())
        .update();
  }

  /** The runs of a sweep, the newest first. */
  public List<Row> of(String sweep) {
    return jdbc.sql(
            "SELECT id, started_at, ended_at, outcome, engine, workers, description, owner,"
                + " crash_files FROM run WHERE sweep = ? ORDER BY id DESC")
        .param(sweep)
        .query(
            (row, index) ->
                new Row(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    Outcome.valueOf(row.getString(4)),
                    row.getString(5),
                    row.getInt(6),
                    row.getString(7),
                    Objects.requireNonNullElse(row.getString(8), ""),
                    Objects.requireNonNullElse(row.getString(9), "")))
        .list();
  }

  /** When a run of each sweep last ended in a way; sweeps without such a run are left out. */
  public Map<String, Instant> last(Outcome outcome) {
    Map<String, Instant> last = new HashMap<>();
    jdbc.sql(
            "SELECT sweep, MAX(ended_at) FROM run WHERE outcome = ? AND ended_at IS NOT NULL GROUP BY sweep")
        .param(outcome.name())
        .query(
            row -> {
              last.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
            });
    return last;
  }

  public void remove(String sweep) {
    jdbc.sql("DELETE FROM run WHERE sweep = ?").param(sweep).update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
