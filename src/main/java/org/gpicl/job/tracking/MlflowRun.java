package org.gpicl.job.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run as MLflow has it.
 *
 * @param id MLflow's
 * @param startedAt in milliseconds
 * @param artifacts where its files are
 * @param tags those of {@link #KEPT_TAGS}, by name
 * @param newest the step of the newest value of each metric, by name
 */
record MlflowRun(
    String id,
    long startedAt,
    String artifacts,
    Map<String, String> tags,
    Map<String, Long> newest) {

  /** The tag with the sweep's name. */
  static final String SWEEP = "gpicl.sweep";

  /** The tag with a cell's hash; the run of a sweep has none. */
  static final String HASH = "gpicl.cell";

  /** The tag with what was logged of a cell; one that is as it was then needs nothing more. */
  static final String LOGGED = "gpicl.logged";

  static final Set<String> KEPT_TAGS = Set.of(HASH, LOGGED);

  /** The same after metrics were logged. */
  MlflowRun with(List<SweepTracker.Metric> metrics) {
    Map<String, Long> steps = new HashMap<>(newest);
    metrics.forEach(metric -> steps.merge(metric.key(), metric.step(), Math::max));
    return new MlflowRun(id, startedAt, artifacts, tags, steps);
  }

  /**
   * What is logged of a run.
   *
   * @param metrics whose values are finite
   * @param params that never change
   */
  record Log(List<SweepTracker.Metric> metrics, Map<String, String> params) {}
}
