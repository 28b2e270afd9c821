package org.gpicl.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * The array of workers that a sweep asks Slurm for.
 *
 * @param partition empty for the cluster's own choice
 * @param account empty for the user's own
 * @param gpus of each task
 * @param time after which Slurm ends a task, which is then queued again; empty for the partition's
 * @param array how many tasks
 * @param cpus of each task, and so cells that it trains at a time
 */
public record SlurmTasks(
    Optional<String> partition,
    Optional<String> account,
    int gpus,
    Optional<Duration> time,
    int array,
    int cpus) {
  /** What a file asks for that says nothing about it. */
  public static final SlurmTasks ONE =
      new SlurmTasks(Optional.empty(), Optional.empty(), 0, Optional.empty(), 1, 1);
}
