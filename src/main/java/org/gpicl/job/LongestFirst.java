package org.gpicl.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs the partitions of a step a few at a time, the longest expected first, so that no worker is
 * left alone with a long one at the end. Spring's own handler starts all at once, in any order.
 */
final class LongestFirst implements PartitionHandler {
  private final Function<StepExecution, Step> step;
  private final int workers;
  private final ToDoubleFunction<StepExecution> expectedSeconds;

  LongestFirst(
      Function<StepExecution, Step> step,
      int workers,
      ToDoubleFunction<StepExecution> expectedSeconds) {
    this.step = step;
    this.workers = workers;
    this.expectedSeconds = expectedSeconds;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    record Expected(StepExecution partition, double seconds) {}
    List<StepExecution> partitions =
        splitter.split(manager, workers).stream()
            .map(partition -> new Expected(partition, expectedSeconds.applyAsDouble(partition)))
            .sorted(
                Comparator.comparingDouble(Expected::seconds)
                    .reversed()
                    .thenComparing(expected -> expected.partition().getStepName()))
            .map(Expected::partition)
            .toList();
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, task -> new Thread(task, "worker-" + number.incrementAndGet()));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (StepExecution partition : partitions) {
        running.add(
            pool.submit(
                () -> {
                  step.apply(partition).execute(partition);
                  return partition;
                }));
      }
      awaitAll(running);
    } finally {
      pool.shutdown();
    }
    return partitions;
  }

  /** Waits for all, since nothing may go on while a worker still trains, then tells the first. */
  private static void awaitAll(List<Future<?>> running) throws Exception {
    ExecutionException broken = null;
    for (Future<?> partition : running) {
      try {
        partition.get();
      } catch (ExecutionException e) {
        // A step reports its failures in its execution; what arrives here broke the machinery.
        if (broken == null) {
          broken = e;
        } else {
          broken.addSuppressed(e.getCause());
        }
      }
    }
    if (broken != null) {
      throw broken;
    }
  }
}
