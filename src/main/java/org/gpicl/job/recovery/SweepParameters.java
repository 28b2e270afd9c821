package org.gpicl.job.recovery;

import java.util.function.Consumer;
import org.gpicl.sweep.Sweep;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/**
 * What identifies a job instance: the sweep's name and the hash of its cells and evaluation sets.
 *
 * <p>A complete instance cannot be started again. If there is still something to do for it, because
 * a result was removed, the next one of the same sweep is counted up.
 */
public final class SweepParameters {
  public static final String JOB = "sweep";
  static final String SWEEP = "sweep";
  private static final String HASH = "hash";
  private static final String AGAIN = "again";

  private final JobRepository repository;
  private final Consumer<JobExecution> restarted;

  /**
   * @param restarted gets the execution that the parameters restart, to close what it left open
   */
  public SweepParameters(JobRepository repository, Consumer<JobExecution> restarted) {
    this.repository = repository;
    this.restarted = restarted;
  }

  /** The parameters of the newest instance that can be started or restarted. */
  public JobParameters of(Sweep sweep) {
    for (long again = 0; ; again++) {
      JobParameters parameters =
          new JobParametersBuilder()
              .addString(SWEEP, sweep.name())
              .addString(HASH, sweep.hash())
              .addLong(AGAIN, again)
              .toJobParameters();
      JobInstance instance = repository.getJobInstance(JOB, parameters);
      if (instance == null) {
        return parameters;
      }
      JobExecution last = repository.getLastJobExecution(instance);
      if (last != null && last.getStatus() != BatchStatus.COMPLETED) {
        restarted.accept(last);
        return parameters;
      }
    }
  }
}
