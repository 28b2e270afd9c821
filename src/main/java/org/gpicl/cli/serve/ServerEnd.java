package org.gpicl.cli.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.machine.threads.StopSignal;

/** What a server waits for: a request to end, or a failure after which it cannot continue. */
final class ServerEnd {
  private static final long LOOK_MILLISECONDS = 100;

  private final AtomicReference<Throwable> reason = new AtomicReference<>();
  private final CountDownLatch broken = new CountDownLatch(1);

  /** The server cannot go on. */
  void because(Throwable failure) {
    reason.compareAndSet(null, failure);
    broken.countDown();
  }

  /**
   * Waits until the server is to end.
   *
   * @throws Exception if it cannot go on
   */
  void await(StopSignal stop) throws Exception {
    while (!stop.raised() && !broken.await(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
      // A signal handler raises a flag and nothing else.
    }
    Throwable failure = reason.get();
    if (failure instanceof Exception exception) {
      throw exception;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
