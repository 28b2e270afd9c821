package org.gpicl.job.recovery;

import java.time.LocalDateTime;
import java.util.Set;
import org.gpicl.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Closes the job executions that a dead process left open, so that they can be restarted.
 *
 * <p>Not {@code JobOperator.recover}: that marks the execution's context as recovered, which the
 * restarted execution inherits, so that it refuses to recover after the second kill.
 */
public final class AbandonedExecutions implements RecoveryDuty {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedExecutions.class);
  private static final Set<BatchStatus> OPEN =
      Set.of(BatchStatus.STARTING, BatchStatus.STARTED, BatchStatus.STOPPING, BatchStatus.UNKNOWN);

  private final JobRepository repository;

  public AbandonedExecutions(JobRepository repository) {
    this.repository = repository;
  }

  @Override
  public void clearUp(Sweep sweep) {
    for (JobExecution execution : repository.findRunningJobExecutions(SweepParameters.JOB)) {
      if (sweep.name().equals(execution.getJobParameters().getString(SweepParameters.SWEEP))) {
        close(execution);
      }
    }
  }

  /** Closes one execution, if it or a step of it is open. */
  public void close(JobExecution execution) {
    for (StepExecution step : execution.getStepExecutions()) {
      if (OPEN.contains(step.getStatus())) {
        step.setStatus(BatchStatus.FAILED);
        step.setEndTime(LocalDateTime.now());
        repository.update(step);
      }
    }
    if (OPEN.contains(execution.getStatus())) {
      LOG.warn("Execution {} was left open by a process that died", execution.getId());
      execution.setStatus(BatchStatus.FAILED);
      execution.setEndTime(LocalDateTime.now());
      repository.update(execution);
    }
  }
}
