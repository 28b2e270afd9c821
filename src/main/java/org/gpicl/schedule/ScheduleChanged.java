package org.gpicl.schedule;

/**
 * A schedule was added, paused, resumed or removed.
 *
 * @param sweep whose schedule it is
 */
public record ScheduleChanged(String sweep) {}
