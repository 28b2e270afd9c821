package org.gpicl.web.view;

import java.util.List;
import java.util.Locale;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;

/**
 * All that is known of a cell.
 *
 * @param chanceLoss what guessing costs: the logarithm of the number of classes
 * @param plateau said of a training that has not left the chance level, or null
 */
public record CellDetail(
    CellSummary cell,
    int classes,
    double chanceLoss,
    String plateau,
    List<Point> points,
    List<Measured> evaluations,
    List<String> provenance) {

  /** A loss this near to the chance level has not left it. */
  private static final double NEAR = 0.02;

  /** Too early to wonder about a loss at the chance level. */
  private static final long FIRST_STEPS = 500;

  record Point(long step, Double loss, Double train, Double seen, Double learningRate) {
    static Point of(CurvePoint point) {
      return new Point(
          point.step(),
          finite(point.loss()),
          finite(point.trainAccuracy()),
          finite(point.seenAccuracy()),
          finite(point.learningRate()));
    }
  }

  /**
   * An evaluation.
   *
   * @param standardError of the accuracy, over tasks; null if not known
   * @param tasks evaluation tasks; null if not known
   */
  record Measured(String name, Double accuracy, Double loss, Double standardError, Long tasks) {
    static Measured of(Evaluation made) {
      return new Measured(
          made.name(),
          finite(made.accuracy()),
          finite(made.loss()),
          finite(made.error().ofAccuracy()),
          made.error().tasks() > 0 ? made.error().tasks() : null);
    }
  }

  static CellDetail of(CellOutcome outcome, CellSummary now) {
    int classes = outcome.cell().model().classes();
    double chance = Math.log(classes);
    return new CellDetail(
        now,
        classes,
        chance,
        plateau(outcome, now, chance, classes),
        outcome.curve().stream().map(Point::of).toList(),
        outcome.evaluations().stream().map(Measured::of).toList(),
        outcome.provenance());
  }

  private static String plateau(CellOutcome outcome, CellSummary now, double chance, int classes) {
    Double loss =
        now.loss() != null || outcome.curve().isEmpty()
            ? now.loss()
            : finite(outcome.curve().get(outcome.curve().size() - 1).loss());
    return loss != null && now.step() >= FIRST_STEPS && loss > (1 - NEAR) * chance
        ? String.format(Locale.ROOT, "still at ln %d after %,d steps", classes, now.step())
        : null;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
