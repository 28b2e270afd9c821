package org.gpicl.job;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * One partition for each thing that is still to do, as our own tables and files tell it. Spring's
 * splitter would ask Batch's tables instead: it skips what they call complete and gives back the
 * contexts of earlier executions.
 *
 * @param <T> what a partition is for
 */
final class Partitions<T> implements StepExecutionSplitter {
  private static final String SUBJECT = "subject";

  private final JobRepository repository;
  private final String stepName;
  private final Supplier<List<T>> toDo;
  private final Function<T, String> name;
  private final Function<T, String> subject;

  Partitions(
      JobRepository repository,
      String stepName,
      Supplier<List<T>> toDo,
      Function<T, String> name,
      Function<T, String> subject) {
    this.repository = repository;
    this.stepName = stepName;
    this.toDo = toDo;
    this.name = name;
    this.subject = subject;
  }

  /** What a partition is for. */
  static String subject(StepExecution partition) {
    return partition.getExecutionContext().getString(SUBJECT);
  }

  @Override
  public String getStepName() {
    return stepName;
  }

  @Override
  public Set<StepExecution> split(StepExecution manager, int gridSize) {
    Set<StepExecution> partitions = new LinkedHashSet<>();
    for (T one : toDo.get()) {
      StepExecution partition =
          repository.createStepExecution(
              stepName + ":" + name.apply(one), manager.getJobExecution());
      partition.getExecutionContext().putString(SUBJECT, subject.apply(one));
      partitions.add(partition);
    }
    return partitions;
  }
}
