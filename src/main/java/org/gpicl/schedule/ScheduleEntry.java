package org.gpicl.schedule;

import java.time.Instant;
import java.util.Optional;
import org.gpicl.store.OrderTable;
import org.gpicl.sweep.Timetable;

/**
 * The current state of a schedule.
 *
 * @param sweep the sweep that it runs
 * @param cron when it runs
 * @param paused whether it waits for {@code gpicl schedule resume}
 * @param next its next time; empty if there is none
 * @param last what happened at its last time
 */
public record ScheduleEntry(
    String sweep,
    Timetable.Cron cron,
    boolean paused,
    Optional<Instant> next,
    Optional<OrderTable.Row> last) {}
