package org.gpicl.store;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code schedule}: what each schedule runs. */
public final class ScheduleTable {
  private final JdbcClient jdbc;
  private final Clock clock;

  public ScheduleTable(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A schedule.
   *
   * @param resolved the sweep's file, with its cron expression
   */
  public record Row(String sweep, String resolved) {

    /**
     * The sweep as it was scheduled.
     *
     * @throws org.gpicl.sweep.yaml.SweepFileException if another version of this program wrote it,
     *     which knew other settings
     */
    public Sweep read() {
      return SweepFile.parse(resolved, sweep + " (scheduled)", List.of());
    }
  }

  public Optional<Row> find(String sweep) {
    return jdbc.sql("SELECT sweep, resolved FROM schedule WHERE sweep = ?")
        .param(sweep)
        .query((row, index) -> new Row(row.getString(1), row.getString(2)))
        .optional();
  }

  public List<Row> all() {
    return jdbc.sql("SELECT sweep, resolved FROM schedule ORDER BY sweep")
        .query((row, index) -> new Row(row.getString(1), row.getString(2)))
        .list();
  }

  /** Stores a schedule, in the place of one of the same sweep. */
  public void put(Sweep sweep) {
    OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    int updated =
        jdbc.sql("UPDATE schedule SET resolved = ?, changed_at = ? WHERE sweep = ?")
            .params(sweep.resolved(), now, sweep.name())
            .update();
    if (updated == 0) {
      jdbc.sql("INSERT INTO schedule (sweep, resolved, changed_at) VALUES (?, ?, ?)")
          .params(sweep.name(), sweep.resolved(), now)
          .update();
    }
  }

  /** False if there was none. */
  public boolean remove(String sweep) {
    return jdbc.sql("DELETE FROM schedule WHERE sweep = ?").param(sweep).update() > 0;
  }
}
