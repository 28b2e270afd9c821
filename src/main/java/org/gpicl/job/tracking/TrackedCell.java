package org.gpicl.job.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.machine.Build;
import org.gpicl.report.grid.LossRemark;
import org.gpicl.report.grid.OneLine;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;

/** A cell as trackers show it: its settings, curve and results. */
record TrackedCell(CellOutcome outcome) {
  private static final String PARENT = "mlflow.parentRunId";

  /** Every point has one that is finite, so it says which points have arrived. */
  private static final String OF_EVERY_POINT = "learning_rate";

  /** What MLflow takes at most. */
  private static final int LONGEST_PARAM = 6000;

  private static final int LONGEST_TAG = 5000;

  /**
   * Changes with everything that is logged. Of a brief outcome it is the same as of a whole one.
   */
  static String state(CellOutcome outcome) {
    long newest =
        outcome.status() == CellStatus.DONE || outcome.curve().isEmpty()
            ? outcome.step()
            : outcome.curve().get(outcome.curve().size() - 1).step();
    return "%s at %d, %d evaluations"
        .formatted(outcome.status(), newest, outcome.evaluations().size());
  }

  /**
   * Whether a cell was finished when it was sent.
   *
   * @param state null if it was not sent yet
   */
  static boolean isFinished(String state) {
    return state != null && state.startsWith(CellStatus.DONE.name());
  }

  /** The tags of a new run. */
  Map<String, String> identity(String sweep, MlflowRun parent) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(MlflowRun.SWEEP, sweep);
    tags.put(MlflowRun.HASH, outcome.cell().hash());
    tags.put(PARENT, parent.id());
    tags.put("mlflow.source.name", "gpicl " + Build.read().version());
    return tags;
  }

  /** What MLflow's run does not have yet. */
  MlflowRun.Log log(MlflowRun run) {
    return new MlflowRun.Log(metrics(run.newest()), run.newest().isEmpty() ? params() : Map.of());
  }

  /** What determines it, each in at most {@value #LONGEST_PARAM} characters. */
  Map<String, String> params() {
    Cell cell = outcome.cell();
    Map<String, String> params = new LinkedHashMap<>(cell.settings());
    params.put("tasks", String.valueOf(cell.tasks()));
    params.put("seed", String.valueOf(cell.seed()));
    params.replaceAll((name, value) -> OneLine.cut(value, LONGEST_PARAM));
    return params;
  }

  /**
   * The values that have not arrived.
   *
   * @param newest the step of the newest value of each metric that has, by name
   */
  List<SweepTracker.Metric> metrics(Map<String, Long> newest) {
    long arrived = newest.getOrDefault(OF_EVERY_POINT, -1L);
    List<SweepTracker.Metric> metrics = new ArrayList<>();
    for (CurvePoint point : outcome.curve()) {
      if (point.step() > arrived) {
        add(metrics, "loss", point.loss(), point.step());
        add(metrics, "train_accuracy", point.trainAccuracy(), point.step());
        add(metrics, "seen_accuracy", point.seenAccuracy(), point.step());
        add(metrics, OF_EVERY_POINT, point.learningRate(), point.step());
      }
    }
    for (Evaluation evaluation : outcome.evaluations()) {
      String name = nameOf(evaluation);
      if (!newest.containsKey(name + "_accuracy")) {
        add(metrics, name + "_loss", evaluation.loss(), outcome.step());
        add(metrics, name + "_error", evaluation.error().ofAccuracy(), outcome.step());
        // Last, since it says that the evaluation has arrived.
        add(metrics, name + "_accuracy", evaluation.accuracy(), outcome.step());
      }
    }
    return metrics;
  }

  private static String nameOf(Evaluation evaluation) {
    return switch (evaluation.name()) {
      case Evaluation.TRAIN -> "train_last";
      case Evaluation.SEEN -> "seen_best";
      default -> evaluation.name().replaceAll("[^\\w.-]+", "_");
    };
  }

  private static void add(List<SweepTracker.Metric> metrics, String key, double value, long step) {
    if (Double.isFinite(value)) {
      metrics.add(new SweepTracker.Metric(key, value, step));
    }
  }

  /** Set last, since one of them says how much has arrived. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("gpicl.provenance", OneLine.cut(String.join("\n", outcome.provenance()), LONGEST_TAG));
    // Empty ones too: what is no longer true must not stay there.
    tags.put("gpicl.failure", OneLine.cut(outcome.failure(), LONGEST_TAG));
    tags.put("gpicl.remark", LossRemark.of(outcome).map(LossRemark::text).orElse(""));
    tags.put(MlflowRun.LOGGED, state(outcome));
    return tags;
  }

  SweepTracker.Status status() {
    return switch (outcome.status()) {
      case RUNNING, PENDING -> SweepTracker.Status.RUNNING;
      case DONE -> SweepTracker.Status.FINISHED;
      case FAILED, QUARANTINED -> SweepTracker.Status.FAILED;
      case STOPPED, SKIPPED -> SweepTracker.Status.KILLED;
    };
  }

  /** In milliseconds; the time between start and end is that of the training. */
  Optional<Long> endedAt(MlflowRun run) {
    return status() == SweepTracker.Status.RUNNING
        ? Optional.empty()
        : Optional.of(run.startedAt() + milliseconds());
  }

  long milliseconds() {
    return Math.round(1000 * outcome.trainingSeconds());
  }
}
