package org.gpicl.job.run;

import org.gpicl.job.board.RunBoard;

/**
 * A run in progress, for those who look at it.
 *
 * @param board what it is doing
 * @param reporting writes its files; one writer for each sweep, so that no older state overwrites a
 *     newer one
 */
public record ActiveRun(RunBoard board, Reporting reporting) {}
