package org.gpicl.web.view;

import java.util.List;
import java.util.Optional;
import org.gpicl.report.grid.LossRemark;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;

/**
 * All that is known of a cell.
 *
 * @param chanceLoss what guessing costs: the logarithm of the number of classes
 * @param remark said of a training that does no better than guessing, or null
 */
public record CellDetail(
    CellSummary cell,
    int classes,
    double chanceLoss,
    String remark,
    List<Point> points,
    List<Measured> evaluations,
    List<String> provenance) {

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
    return new CellDetail(
        now,
        classes,
        Math.log(classes),
        remark(outcome, now),
        outcome.curve().stream().map(Point::of).toList(),
        outcome.evaluations().stream().map(Measured::of).toList(),
        outcome.provenance());
  }

  private static String remark(CellOutcome outcome, CellSummary now) {
    Optional<LossRemark> remark =
        now.loss() == null
            ? LossRemark.of(outcome)
            : LossRemark.of(outcome, now.step(), now.loss());
    return remark.map(LossRemark::text).orElse(null);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
