package org.gpicl.job;

import java.util.List;
import java.util.Map;
import org.gpicl.store.CellStatus;

/**
 * What a run is doing, in the numbers that metrics show.
 *
 * @param phase plan, generate, train, evaluate or report; empty before the first
 * @param idleSeconds since anything last moved: a step, a chunk, an evaluation, a phase
 * @param statuses how many cells; empty before they were planned
 * @param cells in training
 */
record RunActivity(
    String phase,
    double idleSeconds,
    Map<CellStatus, Integer> statuses,
    List<CellActivity> cells) {}
