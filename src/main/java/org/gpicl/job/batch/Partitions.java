package org.gpicl.job.batch;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * One partition for each thing that is still to do, according to our own tables and files. Spring's
 * splitter would ask Batch's tables instead: it skips what they call complete and gives back the
 * contexts of earlier executions.
 *
 * <p>A partition is stored when its turn comes, so that a stop leaves none behind that never began.
 *
 * @param <T> what a partition is for
 */
public final class Partitions<T> implements StepExecutionSplitter {
  private static final char SEPARATOR = ':';

  private final JobRepository repository;
  private final String stepName;
  private final Supplier<List<T>> toDo;
  private final Function<T, String> name;
  private final boolean grow;

  /**
   * @param grow whether there may be more to do when one is done
   */
  public Partitions(
      JobRepository repository,
      String stepName,
      Supplier<List<T>> toDo,
      Function<T, String> name,
      boolean grow) {
    this.repository = repository;
    this.stepName = stepName;
    this.toDo = toDo;
    this.name = name;
    this.grow = grow;
  }

  @Override
  public String getStepName() {
    return stepName;
  }

  /** Whether there may be more to do when one is done. */
  public boolean grow() {
    return grow;
  }

  public String name(T one) {
    return name.apply(one);
  }

  /** The name of what the partition of a step execution is for. */
  public static String nameOf(String stepExecution) {
    return stepExecution.substring(stepExecution.indexOf(SEPARATOR) + 1);
  }

  /** What is still to do. */
  public List<T> toDo() {
    return toDo.get();
  }

  /** Stores the partition for one of them. */
  public StepExecution begin(T one, StepExecution manager) {
    return repository.createStepExecution(
        stepName + SEPARATOR + name.apply(one), manager.getJobExecution());
  }

  /** A partition step wants a splitter, but our handlers begin the partitions. */
  @Override
  public Set<StepExecution> split(StepExecution manager, int gridSize) {
    throw new UnsupportedOperationException("partitions begin one by one");
  }
}
