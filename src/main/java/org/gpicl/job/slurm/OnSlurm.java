package org.gpicl.job.slurm;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.batch.Partitions;
import org.gpicl.job.run.RunContext;
import org.gpicl.machine.threads.DaemonThreads;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.StepExecution;

/** Has Slurm start workers for as long as another handler hands partitions out to them. */
final class OnSlurm implements PartitionHandler {
  private static final long LOOK_SECONDS = 15;

  private final Partitions<?> partitions;
  private final PartitionHandler workers;
  private final SlurmQueue queue;
  private final RunContext run;
  private final String script;
  private final String comment;

  /**
   * @param comment names the sweep and its database, so that arrays of others are left alone
   */
  OnSlurm(
      Partitions<?> partitions,
      PartitionHandler workers,
      SlurmQueue queue,
      RunContext run,
      String script,
      String comment) {
    this.partitions = partitions;
    this.workers = workers;
    this.queue = queue;
    this.run = run;
    this.script = script;
    this.comment = comment;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    Optional<String> array = begun();
    if (array.isEmpty()) {
      return workers.handle(splitter, manager);
    }
    return withWorkers(array.get(), splitter, manager);
  }

  private Collection<StepExecution> withWorkers(
      String array, StepExecutionSplitter splitter, StepExecution manager) throws Exception {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(new DaemonThreads("slurm"));
    ArrayWatch watch =
        new ArrayWatch(
            queue,
            array,
            run.board()::machines,
            run.notices(),
            () -> !run.leases().workers().isEmpty(),
            run.stop());
    timer.scheduleWithFixedDelay(watch::look, 1, LOOK_SECONDS, TimeUnit.SECONDS);
    try {
      return workers.handle(splitter, manager);
    } finally {
      timer.shutdownNow();
      run.board().machines("");
      cancel(array);
    }
  }

  /**
   * The lease on the sweep is this run's: what is there of it, a manager left that is gone. Its
   * workers may have trained all that was left.
   *
   * @return the new array; empty if nothing is left to train
   */
  private Optional<String> begun() throws JobInterruptedException {
    try {
      List<String> left = queue.tasks().arrays(comment);
      for (String array : left) {
        queue.cancel(array);
        run.notices().accept("Slurm array %s of an earlier run: cancelled.".formatted(array));
      }
      if (partitions.toDo().isEmpty()) {
        return Optional.empty();
      }
      String array = queue.submit(script, comment);
      String tasks = queue.size() == 1 ? "1 task" : queue.size() + " tasks";
      run.notices().accept("Slurm array %s: %s submitted.".formatted(array, tasks));
      return Optional.of(array);
    } catch (SlurmException e) {
      run.stop().raise(e.getMessage());
      throw new JobInterruptedException(e.getMessage());
    }
  }

  private void cancel(String array) {
    try {
      queue.cancel(array);
    } catch (SlurmException e) {
      run.notices().accept(e.getMessage() + ".");
    }
  }
}
