package org.gpicl.report.grid;

import java.util.List;
import java.util.Optional;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.sweep.Halving;

/**
 * What its training loss says of a cell that does no better than guessing.
 *
 * @param kind what happened to it
 * @param text for people, such as {@code loss 3.8e6, diverged by step 400}
 */
public record LossRemark(Kind kind, String text) {
  /** A loss above this many times that of guessing does not come from learning slowly. */
  private static final double DIVERGED = 1.5;

  /** Too early to wonder about a loss that is still that of guessing. */
  private static final long FIRST_STEPS = 500;

  /** The ways in which a training comes to nothing. */
  public enum Kind {
    DIVERGED,
    PLATEAU
  }

  /** Judges a cell by its curve; empty if its loss is as it should be, or not known yet. */
  public static Optional<LossRemark> of(CellOutcome outcome) {
    List<CurvePoint> curve = outcome.curve();
    return curve.isEmpty()
        ? Optional.empty()
        : of(outcome, outcome.step(), curve.get(curve.size() - 1).loss());
  }

  /**
   * Judges a cell in training.
   *
   * @param step where it is
   * @param loss its newest one
   */
  public static Optional<LossRemark> of(CellOutcome outcome, long step, double loss) {
    if (!outcome.cell().model().learned()) {
      return Optional.empty();
    }
    int classes = outcome.cell().model().classes();
    double chance = Math.log(classes);
    if (!(loss <= DIVERGED * chance)) {
      long by = firstOfTheHigh(outcome.curve(), DIVERGED * chance, step);
      String text = "loss %s, diverged by step %s".formatted(Labels.loss(loss), Labels.grouped(by));
      return Optional.of(new LossRemark(Kind.DIVERGED, text));
    }
    return step >= FIRST_STEPS && loss > Halving.PLATEAU * chance
        ? Optional.of(
            new LossRemark(
                Kind.PLATEAU,
                "still at ln %d after %s steps".formatted(classes, Labels.grouped(step))))
        : Optional.empty();
  }

  /** The first point behind which no loss came down again. */
  private static long firstOfTheHigh(List<CurvePoint> curve, double high, long now) {
    long first = now;
    for (int i = curve.size() - 1; i >= 0 && !(curve.get(i).loss() <= high); i--) {
      first = curve.get(i).step();
    }
    return first;
  }
}
