package org.gpicl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs a reader on a thread of its own, so that a hang can be told from a result, and counts what
 * that thread allocates. The time is far more than any machine needs: only an endless loop, or one
 * that grows faster than its input, takes it.
 */
public final class BoundedCall {
  private static final long MOST_SECONDS = 30;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final AtomicReference<Thread> reader = new AtomicReference<>();
  private final ExecutorService worker = worker();

  /** One thread that goes when it has nothing to do, and never keeps the program alive. */
  private ExecutorService worker() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "fuzzed reader");
              thread.setDaemon(true);
              reader.set(thread);
              return thread;
            });
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** Calls, and fails if no end comes. */
  public <T> Outcome<T> of(Callable<T> call) {
    Future<Outcome<T>> future = worker.submit(() -> measured(call));
    try {
      return future.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      String at = Arrays.toString(reader.get().getStackTrace());
      throw new AssertionError("no end after " + MOST_SECONDS + " s; it is at " + at, e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private <T> Outcome<T> measured(Callable<T> call) {
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    T value = null;
    Throwable thrown = null;
    try {
      value = call.call();
    } catch (Throwable e) { // Errors too: a reader's stack or memory must suffice.
      thrown = e;
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    return new Outcome<>(Optional.ofNullable(value), Optional.ofNullable(thrown), allocated);
  }

  /**
   * How a call ended.
   *
   * @param value what it returned
   * @param thrown or what it threw
   * @param allocated bytes that it took from the heap, garbage included
   */
  public record Outcome<T>(Optional<T> value, Optional<Throwable> thrown, long allocated) {

    /** Fails unless it returned something or threw the reader's own exception. */
    public Outcome<T> isAValueOr(Class<? extends RuntimeException> refusal) {
      thrown
          .filter(e -> e.getClass() != refusal)
          .ifPresent(
              e -> {
                throw new AssertionError("neither a value nor a " + refusal.getSimpleName(), e);
              });
      assertThat(value.isPresent() || thrown.isPresent()).isTrue();
      return this;
    }

    /** Fails if more was allocated. */
    public Outcome<T> tookAtMost(long bytes) {
      assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(bytes);
      return this;
    }
  }
}
