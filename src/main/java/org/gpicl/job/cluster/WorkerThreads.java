package org.gpicl.job.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.machine.threads.StopSignal;
import org.springframework.transaction.support.TransactionTemplate;

/** The threads of a worker's session: each takes a cell, trains it, and takes the next. */
final class WorkerThreads {
  private static final long BEAT_MILLISECONDS = 3_000;
  private static final long LOOK_MILLISECONDS = 200;
  private static final long SWEEPS_MILLISECONDS = 2_000;

  private final WorkerSession session;
  private final CellTrainer trainer;
  private final PreparedSweeps prepared;
  private final QueueSignal signal;
  private final WorkerLimits limits;
  private final StopSignal stop;
  private final TransactionTemplate once;
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private volatile List<PreparedSweep> sweeps = List.of();

  /**
   * @param once makes the beats; they are not retried
   */
  WorkerThreads(
      WorkerSession session,
      CellTrainer trainer,
      PreparedSweeps prepared,
      QueueSignal signal,
      WorkerLimits limits,
      StopSignal stop,
      TransactionTemplate once) {
    this.session = session;
    this.trainer = trainer;
    this.prepared = prepared;
    this.signal = signal;
    this.limits = limits;
    this.stop = stop;
    this.once = once;
  }

  /** Works until a stop, the end of the session, or until enough was done. */
  void work(int places) throws InterruptedException {
    session.begin();
    ScheduledExecutorService timer =
        Executors.newScheduledThreadPool(3, new DaemonThreads("heartbeat"));
    timer.scheduleWithFixedDelay(
        () -> session.beat(once, prepared::remarks), 0, BEAT_MILLISECONDS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        this::look, LOOK_MILLISECONDS, LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
    timer.scheduleWithFixedDelay(
        this::lookForSweeps, 0, SWEEPS_MILLISECONDS, TimeUnit.MILLISECONDS);
    List<Thread> threads = new ArrayList<>();
    for (int place = 1; place <= places; place++) {
      Thread thread = new Thread(this::takeAndTrain, "worker-" + place);
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } finally {
      timer.shutdown();
      trainer.close();
      session.end();
    }
    if (broken.get() instanceof RuntimeException failure) {
      throw failure;
    }
    if (broken.get() instanceof Error error) {
      throw error;
    }
  }

  private boolean over() {
    return stop.raised() || session.lost() || limits.enough();
  }

  private void look() {
    if (limits.timeIsUp()) {
      stop.raise();
    }
    if (stop.raised()) {
      session.stopAll();
    }
    if (over()) {
      signal.wake();
    }
  }

  private void lookForSweeps() {
    doing(
        () -> {
          List<PreparedSweep> before = sweeps;
          sweeps = prepared.look();
          if (sweeps.size() > 1) {
            session.count();
          }
          if (!sweeps.equals(before)) {
            sweeps.forEach(sweep -> signal.listenTo(sweep.name()));
            signal.wake();
          }
        });
  }

  private void takeAndTrain() {
    while (!over()) {
      long heard = signal.words();
      doing(
          () -> {
            if (!trainedOne()) {
              signal.await(heard);
            }
          });
    }
  }

  private boolean trainedOne() throws Exception {
    for (PreparedSweep sweep : session.inTurn(sweeps)) {
      if (!sweep.enter()) {
        continue;
      }
      try {
        if (!limits.mayTake()) {
          return false;
        }
        Optional<WorkerSession.Taken> taken = session.take(sweep);
        if (taken.isEmpty()) {
          limits.tookNone();
          continue;
        }
        try {
          train(taken.get());
        } finally {
          limits.done();
        }
        return true;
      } finally {
        sweep.leave();
      }
    }
    return false;
  }

  private void train(WorkerSession.Taken taken) throws Exception {
    StopSignal itsOwn = new StopSignal();
    trainer.train(taken, itsOwn);
    itsOwn.reason().ifPresent(this::end);
  }

  /**
   * Ends the worker, unless it fails because it is thought to be dead: the first write that others
   * refuse may come before the beat that would have noticed.
   */
  private void end(String reason) {
    session.beat(once, prepared::remarks);
    if (!session.lost()) {
      stop.raise(reason);
    }
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** What fails here ends the worker; what fails in a cell the cell's own step has noted. */
  private void doing(Work work) {
    try {
      work.run();
    } catch (Exception | Error e) {
      Optional<String> reason = trainer.resumableFailure().in(e);
      reason.ifPresentOrElse(
          this::end,
          () -> {
            broken.compareAndSet(null, e);
            stop.raise();
          });
    }
  }
}
