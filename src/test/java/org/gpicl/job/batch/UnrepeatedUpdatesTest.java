package org.gpicl.job.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;

/** What of a partition is stored. */
class UnrepeatedUpdatesTest {
  private final List<String> calls = new ArrayList<>();
  private final StepExecution step =
      new StepExecution(
          7, "train:x", new JobExecution(1, new JobInstance(1, "sweep"), new JobParameters()));
  private boolean closed;

  private final JobRepository repository =
      UnrepeatedUpdates.of(
          JobRepository.class.cast(
              Proxy.newProxyInstance(
                  JobRepository.class.getClassLoader(),
                  new Class<?>[] {JobRepository.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (closed) {
                      throw new OptimisticLockingFailureException("wrong version (1)");
                    }
                    return null;
                  })));

  private void end() {
    step.setStatus(BatchStatus.COMPLETED);
    step.setEndTime(LocalDateTime.of(2026, 1, 1, 0, 0));
  }

  @Test
  void anEndIsStoredOnce() {
    repository.update(step);
    end();
    repository.update(step);
    repository.updateExecutionContext(step);
    repository.update(step);
    assertThat(calls).containsExactly("update", "update");
  }

  @Test
  void thatAnotherManagerHasClosedAPartitionIsNoFailureOfItsTraining() {
    closed = true;
    assertThatThrownBy(() -> repository.update(step))
        .as("before the training has begun")
        .isInstanceOf(OptimisticLockingFailureException.class);
    end();
    assertThatCode(() -> repository.update(step)).doesNotThrowAnyException();
    assertThat(step.getStatus()).isEqualTo(BatchStatus.COMPLETED);
  }
}
