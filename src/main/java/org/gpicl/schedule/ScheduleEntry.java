package org.gpicl.schedule;

import java.time.Instant;
import java.util.Optional;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Timetable;

/**
 * A schedule as it stands.
 *
 * @param sweep what it runs
 * @param cron when
 * @param paused whether it waits for {@code gpicl schedule resume}
 * @param next when it fires next; empty if never again
 * @param last what became of its last time
 */
public record ScheduleEntry(
    String sweep,
    Timetable.Cron cron,
    boolean paused,
    Optional<Instant> next,
    Optional<OrderTable.Row> last) {}
