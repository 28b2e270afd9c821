package org.gpicl.job.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * stop begins no further one.
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
    record Expected<T>(T one, double seconds) {}
    // The sort is stable: among those that take as long, the order of the grid stays.
    List<T> inOrder =
        partitions.toDo().stream()
            .map(one -> new Expected<>(one, expectedSeconds.applyAsDouble(one)))
            .sorted(Comparator.comparingDouble((Expected<T> e) -> e.seconds()).reversed())
            .map(Expected::one)
            .toList();
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, task -> new Thread(task, "worker-" + number.incrementAndGet()));
    List<Future<Optional<StepExecution>>> running = new ArrayList<>();
    try {
      for (T one : inOrder) {
        running.add(pool.submit(LogContext.inherited(() -> execute(one, manager))));
      }
      List<StepExecution> begun = awaitAll(running);
      if (begun.size() < inOrder.size()) {
        throw new JobInterruptedException(
            "stopped before %d of %d began"
                .formatted(inOrder.size() - begun.size(), inOrder.size()));
      }
      return begun;
    } finally {
      pool.shutdown();
    }
  }

  private Optional<StepExecution> execute(T one, StepExecution manager) throws Exception {
    if (stop.raised()) {
      return Optional.empty();
    }
    StepExecution partition = partitions.begin(one, manager);
    step.apply(one).execute(partition);
    return Optional.of(partition);
  }

  /**
   * Waits for all, since nothing may continue while a worker still trains, then throws the first.
   */
  private static List<StepExecution> awaitAll(List<Future<Optional<StepExecution>>> running)
      throws Exception {
    List<StepExecution> begun = new ArrayList<>();
    ExecutionException broken = null;
    for (Future<Optional<StepExecution>> partition : running) {
      try {
        partition.get().ifPresent(begun::add);
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
    return begun;
  }
}
