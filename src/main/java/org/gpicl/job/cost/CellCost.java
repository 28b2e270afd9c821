package org.gpicl.job.cost;

import org.gpicl.sweep.Cell;
import org.gpicl.tasks.SetSpec;

/**
 * How long cells are expected to take, from their floating-point operations. The rates are those of
 * one AVX-512 core; what a run measures corrects them, so only ratios between cells matter much.
 */
public final class CellCost {
  private static final double MATRIX_FLOPS_PER_SECOND = 100e9;
  private static final double GAUSSIANS_PER_SECOND = 0.3e9;
  private static final double SECONDS_PER_STEP = 50e-6;

  /** Below this width the matrix unit starves: the rate falls in proportion. */
  private static final double FULL_RATE_WIDTH = 128;

  private static final double LOWEST_EFFICIENCY = 0.03;

  /** Expected seconds of so many steps of a cell on one core, its data included. */
  public double seconds(Cell cell, long steps) {
    double items = (double) steps * cell.spec().batch();
    double efficiency = Math.max(LOWEST_EFFICIENCY, Math.min(1, cell.hidden() / FULL_RATE_WIDTH));
    double training =
        items * cell.model().trainingFlopsPerItem() / (MATRIX_FLOPS_PER_SECOND * efficiency);
    return training + steps * SECONDS_PER_STEP + items * productionSeconds(cell);
  }

  /** The part of {@link #seconds} that goes into the production of a cell's training set. */
  public double productionShare(Cell cell) {
    return cell.spec().batch() * productionSeconds(cell) / seconds(cell, 1);
  }

  /** Expected seconds to produce one item of the cell's training set while it trains. */
  private static double productionSeconds(Cell cell) {
    if (!cell.training().fresh()) {
      return 0;
    }
    return secondsPerItem(cell.training());
  }

  /** Expected seconds to produce one item of a set whose matrices are not kept. */
  public static double secondsPerItem(SetSpec set) {
    double features = set.images().features();
    return projectionSeconds(set) + features * features / GAUSSIANS_PER_SECOND;
  }

  /** Expected seconds to project the images of one item. */
  public static double projectionSeconds(SetSpec set) {
    double features = set.images().features();
    return 2 * features * features * set.length() / MATRIX_FLOPS_PER_SECOND;
  }
}
