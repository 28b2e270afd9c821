package org.gpicl.report.learning;

import java.util.List;
import java.util.OptionalLong;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Cell;

/**
 * When a training left the loss of guessing, and when that was of use for tasks.
 *
 * @param left the step of the first scheduled evaluation at which, as at the one after it, the loss
 *     is more than {@link #MARGIN} below the logarithm of the number of classes in use; empty if
 *     there is none. The loss is its mean over the steps since the evaluation before.
 * @param seen the step of the first scheduled evaluation at which the accuracy on seen tasks is at
 *     least twice the chance, or with two classes .75; empty if it never was
 */
record Plateau(OptionalLong left, OptionalLong seen) {
  /** In nats. */
  static final double MARGIN = 0.05;

  private static final double OF_CHANCE = 2;

  static Plateau of(CellOutcome outcome) {
    Cell cell = outcome.cell();
    List<CurvePoint> curve = outcome.curve();
    OptionalLong left = OptionalLong.empty();
    // The newest evaluation counts without one after it.
    boolean after = true;
    for (int i = curve.size() - 1; i >= 0; i--) {
      long since = i == 0 ? 0 : curve.get(i - 1).step();
      boolean below = curve.get(i).loss() < threshold(cell, since);
      if (below && after) {
        left = OptionalLong.of(curve.get(i).step());
      }
      after = below;
    }
    double chance = 1.0 / cell.model().classes();
    double accuracy = Math.min(OF_CHANCE * chance, (1 + chance) / 2);
    return new Plateau(
        left,
        curve.stream()
            .filter(point -> point.seenAccuracy() >= accuracy)
            .mapToLong(CurvePoint::step)
            .findFirst());
  }

  /** Of the fewest classes since a step: a curriculum adds to them. */
  private static double threshold(Cell cell, long since) {
    return Math.log(cell.curriculum().classesAt(since, cell.model().classes())) - MARGIN;
  }
}
