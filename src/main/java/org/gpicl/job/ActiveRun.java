package org.gpicl.job;

import java.util.OptionalInt;

/**
 * A run in progress, for those who look at it.
 *
 * @param board what it is doing
 * @param reporting writes its files; one writer for each sweep, so that no older state overwrites a
 *     newer one
 * @param device the GPU that it computes on, as the driver counts; empty for a CPU
 */
public record ActiveRun(RunBoard board, Reporting reporting, OptionalInt device) {}
