package org.gpicl.job;

import java.util.List;

/**
 * A run in progress, for those who look at it.
 *
 * @param board what it is doing
 * @param reporting writes its files; one writer for each sweep, so that no older state overwrites a
 *     newer one
 * @param notes what the user should know at once
 */
public record ActiveRun(RunBoard board, Reporting reporting, List<String> notes) {}
