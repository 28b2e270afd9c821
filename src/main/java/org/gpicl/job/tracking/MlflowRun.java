package org.gpicl.job.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as MLflow has it.
 *
 * @param id MLflow's
 * @param startedAt in milliseconds
 * @param artifacts where its files are
 * @param tags by name
 * @param newest the step of the newest value of each metric, by name
 */
record MlflowRun(
    String id,
    long startedAt,
    String artifacts,
    Map<String, String> tags,
    Map<String, Long> newest) {

  /** The same after metrics were logged. */
  MlflowRun with(List<Metric> metrics) {
    Map<String, Long> steps = new HashMap<>(newest);
    metrics.forEach(metric -> steps.merge(metric.key(), metric.step(), Math::max));
    return new MlflowRun(id, startedAt, artifacts, tags, steps);
  }

  /** A value of a metric. */
  record Metric(String key, double value, long timestamp, long step) {}

  /**
   * What is logged of a run.
   *
   * @param metrics whose values are finite
   * @param params that never change
   */
  record Log(List<Metric> metrics, Map<String, String> params) {}

  /** The states of a run. */
  enum Status {
    RUNNING,
    FINISHED,
    FAILED,
    KILLED
  }
}
