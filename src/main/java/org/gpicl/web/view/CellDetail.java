package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.util.List;
import java.util.Optional;
import org.gpicl.report.grid.LossRemark;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;

@Schema(description = "All that is known of a cell.")
public record CellDetail(
    CellSummary cell,
    int classes,
    @Schema(description = "What guessing costs: the logarithm of the number of classes.")
        double chanceLoss,
    @Schema(description = "Said of a training that does no better than guessing, or null.")
        @Nullable
        String remark,
    @Schema(description = "Its training curve, by step.") List<Point> points,
    List<Measured> evaluations,
    @Schema(
            description =
                "What trained it: engine, JDK, processor and kernels, by ranges of steps.")
        List<String> provenance) {

  @Schema(
      name = "CurvePoint",
      description = "A point of a training curve; what was not measured there is null.")
  record Point(
      long step,
      @Nullable Double loss,
      @Nullable Double train,
      @Nullable Double seen,
      @Nullable Double learningRate) {
    static Point of(CurvePoint point) {
      return new Point(
          point.step(),
          finite(point.loss()),
          finite(point.trainAccuracy()),
          finite(point.seenAccuracy()),
          finite(point.learningRate()));
    }
  }

  @Schema(name = "Evaluation", description = "An evaluation.")
  record Measured(
      @Schema(example = "unseen") String name,
      @Nullable Double accuracy,
      @Nullable Double loss,
      @Schema(description = "Of the accuracy, over tasks; null if not known.") @Nullable
          Double standardError,
      @Schema(description = "Evaluation tasks; null if not known.") @Nullable Long tasks) {
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
