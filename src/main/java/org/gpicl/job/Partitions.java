package org.gpicl.job;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.batch.core.SpringBatchVersion;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One partition for each thing that is still to do, as our own tables and files tell it. Spring's
 * splitter would ask Batch's tables instead: it skips what they call complete and gives back the
 * contexts of earlier executions.
 *
 * @param <T> what a partition is for
 */
final class Partitions<T> implements StepExecutionSplitter {
  private static final String SUBJECT = "subject";

  /**
   * Partitions are stored so many at a time: a transaction for each would be most of their cost.
   */
  private static final int TOGETHER = 1000;

  private final JobRepository repository;
  private final TransactionTemplate transaction;
  private final String stepName;
  private final Supplier<List<T>> toDo;
  private final Function<T, String> name;
  private final Function<T, String> subject;

  Partitions(
      JobRepository repository,
      TransactionTemplate transaction,
      String stepName,
      Supplier<List<T>> toDo,
      Function<T, String> name,
      Function<T, String> subject) {
    this.repository = repository;
    this.transaction = transaction;
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
    List<T> all = toDo.get();
    for (int from = 0; from < all.size(); from += TOGETHER) {
      List<T> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
      transaction.executeWithoutResult(
          status -> some.forEach(one -> partitions.add(partition(one, manager))));
    }
    return partitions;
  }

  private StepExecution partition(T one, StepExecution manager) {
    StepExecution partition =
        repository.createStepExecution(stepName + ":" + name.apply(one), manager.getJobExecution());
    partition.getExecutionContext().putString(SUBJECT, subject.apply(one));
    // Every step would add it when it begins, and the context be stored once more.
    partition
        .getExecutionContext()
        .put(SpringBatchVersion.BATCH_VERSION_KEY, SpringBatchVersion.getVersion());
    repository.updateExecutionContext(partition);
    return partition;
  }
}
