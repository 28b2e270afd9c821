package org.gpicl.job.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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
 * again after each partition. Partitions that share their input run beside each other, more of them
 * than there are workers.
 *
 * @param <T> what a partition is for
 */
public final class LongestFirst<T> implements PartitionHandler {
  private final Partitions<T> partitions;
  private final Function<T, Step> step;
  private final int workers;
  private final Sharing<T> sharing;
  private final ToDoubleFunction<T> expectedSeconds;
  private final StopSignal stop;

  /**
   * Which partitions share their input.
   *
   * @param input empty for one that shares it with no other
   * @param most with the same input that run at a time
   */
  public record Sharing<T>(Function<T, Optional<?>> input, int most) {
    public static <T> Sharing<T> none() {
      return new Sharing<>(one -> Optional.empty(), 1);
    }
  }

  public LongestFirst(
      Partitions<T> partitions,
      Function<T, Step> step,
      int workers,
      Sharing<T> sharing,
      ToDoubleFunction<T> expectedSeconds,
      StopSignal stop) {
    this.partitions = partitions;
    this.step = step;
    this.workers = workers;
    this.sharing = sharing;
    this.expectedSeconds = expectedSeconds;
    this.stop = stop;
  }

  @Override
  public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager)
      throws Exception {
    AtomicInteger number = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            workers - 1 + sharing.most(),
            task -> new Thread(task, "worker-" + number.incrementAndGet()));
    ExecutorCompletionService<Optional<StepExecution>> ending =
        new ExecutorCompletionService<>(pool);
    Set<String> known = new HashSet<>();
    List<Partition<T>> waiting = new ArrayList<>(toDo(known));
    List<Partition<T>> running = new CopyOnWriteArrayList<>();
    try {
      List<StepExecution> begun = new ArrayList<>();
      ExecutionException broken = null;
      begin(waiting, running, ending, manager);
      for (int ended = 0; ended < known.size(); ended++) {
        try {
          ending.take().get().ifPresent(begun::add);
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
          waiting.addAll(toDo(known));
        }
        begin(waiting, running, ending, manager);
      }
      if (broken != null) {
        throw broken;
      }
      if (begun.size() < known.size()) {
        throw new JobInterruptedException(
            "stopped before %d of %d began".formatted(known.size() - begun.size(), known.size()));
      }
      return begun;
    } finally {
      pool.shutdown();
    }
  }

  /** What is to be done and was not known before. */
  private List<Partition<T>> toDo(Set<String> known) {
    record Expected<T>(T one, double seconds) {}
    // The sort is stable: among those that take as long, the order of the grid stays.
    return partitions.toDo().stream()
        .filter(one -> known.add(partitions.name(one)))
        .map(one -> new Expected<>(one, expectedSeconds.applyAsDouble(one)))
        .sorted(Comparator.comparingDouble((Expected<T> e) -> e.seconds()).reversed())
        .map(e -> new Partition<>(e.one(), sharing.input().apply(e.one())))
        .toList();
  }

  /** Begins those that share their input with one that runs, then others while workers are free. */
  private void begin(
      List<Partition<T>> waiting,
      List<Partition<T>> running,
      ExecutorCompletionService<Optional<StepExecution>> ending,
      StepExecution manager) {
    while (true) {
      Optional<Partition<T>> next =
          sharing.most() == 1
              ? Optional.empty()
              : waiting.stream().filter(one -> mayJoin(one, running)).findFirst();
      if (next.isEmpty() && running.size() < workers) {
        next = waiting.stream().findFirst();
      }
      if (next.isEmpty()) {
        return;
      }
      Partition<T> begun = next.get();
      waiting.remove(begun);
      running.add(begun);
      ending.submit(LogContext.inherited(() -> execute(begun, running, manager)));
    }
  }

  private boolean mayJoin(Partition<T> one, List<Partition<T>> running) {
    long others = one.input.isEmpty() ? 0 : running.stream().filter(one::shares).count();
    return others > 0 && others < sharing.most() && running.size() < workers - 1 + sharing.most();
  }

  private Optional<StepExecution> execute(
      Partition<T> one, List<Partition<T>> running, StepExecution manager) throws Exception {
    try {
      if (stop.raised()) {
        return Optional.empty();
      }
      StepExecution partition = partitions.begin(one.what, manager);
      step.apply(one.what).execute(partition);
      return Optional.of(partition);
    } finally {
      running.remove(one);
    }
  }

  /** A partition that is begun or waits. Not a record, because equality must be by identity. */
  private static final class Partition<T> {
    private final T what;
    private final Optional<?> input;

    Partition(T what, Optional<?> input) {
      this.what = what;
      this.input = input;
    }

    boolean shares(Partition<T> other) {
      return input.equals(other.input);
    }
  }
}
