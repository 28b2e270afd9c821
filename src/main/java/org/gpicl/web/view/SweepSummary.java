package org.gpicl.web.view;

import java.time.Instant;

/**
 * A sweep as the list shows it.
 *
 * @param skipped cells that its search does not need
 * @param phase what it is doing; empty unless it runs
 * @param fraction of its expected work; from 0 to 1
 * @param remainingSeconds until it is done; null if unknown
 * @param next when its schedule fires; null if never
 * @param unreadable whether another version of the program stored it, which can read it
 */
public record SweepSummary(
    String name,
    int cells,
    int done,
    int failed,
    int quarantined,
    int skipped,
    boolean running,
    boolean waiting,
    String phase,
    double fraction,
    Long remainingSeconds,
    RunSummary lastRun,
    Instant next,
    boolean unreadable) {}
