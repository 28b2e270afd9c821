package org.gpicl.job.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import org.gpicl.store.database.ConnectionRetry;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;

/** A database that goes away while an update of a step is stored. */
class RetriedRepositoryTest {
  private final StepExecution stored = step();
  private final StepExecution step = step();
  private Runnable atCommit = () -> {};

  private final JobRepository repository =
      RetriedRepository.of(
          JobRepository.class.cast(
              Proxy.newProxyInstance(
                  JobRepository.class.getClassLoader(),
                  new Class<?>[] {JobRepository.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("getStepExecution")) {
                      return stored;
                    }
                    update((StepExecution) arguments[0]);
                    return null;
                  })),
          new ConnectionRetry(Duration.ofMinutes(1), () -> false));

  private static StepExecution step() {
    StepExecution step =
        new StepExecution(
            7, "train:x", new JobExecution(1, new JobInstance(1, "sweep"), new JobParameters()));
    step.setVersion(1);
    return step;
  }

  /** As Batch does it: the version of what is in memory is counted before the commit. */
  private void update(StepExecution changed) {
    if (!stored.getVersion().equals(changed.getVersion())) {
      throw new OptimisticLockingFailureException("wrong version " + changed.getVersion());
    }
    changed.incrementVersion();
    Runnable commit = atCommit;
    atCommit = () -> {};
    commit.run();
    stored.setVersion(changed.getVersion());
    stored.setStatus(changed.getStatus());
  }

  private static void lose() {
    throw new DataAccessResourceFailureException(
        "commit", new SQLNonTransientConnectionException("gone", "08006"));
  }

  private void begin() {
    step.setStatus(BatchStatus.STARTED);
    repository.update(step);
  }

  @Test
  void aCommitThatDidNotArriveIsDoneAgain() {
    atCommit = RetriedRepositoryTest::lose;
    begin();
    assertThat(stored.getStatus()).isEqualTo(BatchStatus.STARTED);
    assertThat(stored.getVersion()).isEqualTo(2);
  }

  @Test
  void aCommitWhoseAnswerWasLostIsNoConflict() {
    atCommit =
        () -> {
          stored.setVersion(2);
          stored.setStatus(BatchStatus.STARTED);
          lose();
        };
    begin();
    assertThat(stored.getStatus()).isEqualTo(BatchStatus.STARTED);
    assertThat(step.getVersion()).isEqualTo(stored.getVersion());
  }

  @Test
  void whatAnotherProcessChangedMeanwhileIsAConflict() {
    atCommit =
        () -> {
          stored.setVersion(2);
          stored.setStatus(BatchStatus.STOPPED);
          lose();
        };
    assertThatThrownBy(this::begin).isInstanceOf(OptimisticLockingFailureException.class);
    assertThat(stored.getStatus()).isEqualTo(BatchStatus.STOPPED);
  }
}
