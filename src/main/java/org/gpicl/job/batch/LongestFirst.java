package org.gpicl.job.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.gpicl.machine.threads.LogContext;
import org.gpicl.machine.threads.StopSignal;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs the partitions of a step a few at a time, the longest expected first, so that no worker is
 * left alone with a long one at the end. Spring's own handler starts all at once, in any order. A
 * stop begins no further one. What is to be done may grow with what was done: then it is asked for
 * again after each partition.
 *
 * @param <T> what a partition is for
 */
public final class LongestFirst<T> implements PartitionHandler {
  private final Partitions<T> partitions;
  private final Function<T, Step> step;
  private final int workers;
  private final ToDoubleFunction<T> expectedSeconds;
  private final StopSignal stop;

  public LongestFirst(
      Partitions<T> partitions,
      Function<T, Step> step,
      int workers,
      ToDoubleFunction<T> expectedSeconds,
      StopSignal stop) {
    this.partitions = partitions;
    this.step = step;
    this.workers = workers;
    this.expectedSeconds = expectedSeconds;
    this.stop = stop;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, task -> new Thread(task, "worker-" + number.incrementAndGet()));
    ExecutorCompletionService<Optional<StepExecution>> running =
        new ExecutorCompletionService<>(pool);
    Set<String> submitted = new HashSet<>();
    try {
      List<StepExecution> begun = new ArrayList<>();
      ExecutionException broken = null;
      submit(running, manager, submitted);
      for (int ended = 0; ended < submitted.size(); ended++) {
        try {
          running.take().get().ifPresent(begun::add);
        } catch (ExecutionException e) {
          // A step reports its failures in its execution; what arrives here broke the machinery.
          // All others are awaited, since nothing may continue while a worker still trains.
          if (broken == null) {
            broken = e;
          } else {
            broken.addSuppressed(e.getCause());
          }
        }
        if (partitions.grow() && broken == null && !stop.raised()) {
          submit(running, manager, submitted);
        }
      }
      if (broken != null) {
        throw broken;
      }
      if (begun.size() < submitted.size()) {
        throw new JobInterruptedException(
            "stopped before %d of %d began"
                .formatted(submitted.size() - begun.size(), submitted.size()));
      }
      return begun;
    } finally {
      pool.shutdown();
    }
  }

  /** Submits what is to be done and was not submitted before. */
  private void submit(
      ExecutorCompletionService<Optional<StepExecution>> running,
      StepExecution manager,
      Set<String> submitted) {
    record Expected<T>(T one, double seconds) {}
    // The sort is stable: among those that take as long, the order of the grid stays.
    partitions.toDo().stream()
        .filter(one -> submitted.add(partitions.name(one)))
        .map(one -> new Expected<>(one, expectedSeconds.applyAsDouble(one)))
        .sorted(Comparator.comparingDouble((Expected<T> e) -> e.seconds()).reversed())
        .forEach(e -> running.submit(LogContext.inherited(() -> execute(e.one(), manager))));
  }

  private Optional<StepExecution> execute(T one, StepExecution manager) throws Exception {
    if (stop.raised()) {
      return Optional.empty();
    }
    StepExecution partition = partitions.begin(one, manager);
    step.apply(one).execute(partition);
    return Optional.of(partition);
  }
}
