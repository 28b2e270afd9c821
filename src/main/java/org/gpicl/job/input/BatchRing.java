package org.gpicl.job.input;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.gpicl.engine.Batch;
import org.gpicl.engine.LoadedBatch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.Trainer;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.machine.threads.Uninterrupted;

/**
 * The next few batches of trainings that have the same ones. A training that has no batch to train
 * on makes one that is missing, and a batch is kept until all have used it. So a training is at
 * most a few steps ahead of the others; one that begins further behind is first caught up with.
 */
final class BatchRing {
  private static final int MOST_BATCHES = 4;

  /** A stop has no event. */
  private static final Duration LOOK_FOR_A_STOP = Duration.ofSeconds(1);

  private final BatchSlots slots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Member> members = new ArrayList<>();

  BatchRing(CellBatches batches) {
    this.slots = new BatchSlots(batches);
  }

  /** Whether the slowest training is no more than so many steps before or after one. */
  boolean isNear(long step, long steps) {
    lock.lock();
    try {
      return Math.abs(step - first()) <= steps;
    } finally {
      lock.unlock();
    }
  }

  /** One training's part in the ring. */
  final class Member implements BatchFeed {
    private final long until;
    private final Trainer trainer;
    private final WorkerCores.Occupied core;
    private final BooleanSupplier stopped;
    private final Runnable end;
    private long at;

    /**
     * Joins the ring.
     *
     * @param from the step to begin with
     * @param until the step to end before: nothing is made beyond that of the longest training
     * @param core that the training leaves while it waits
     * @param stopped whether to stop waiting
     * @param end is run when the training has left
     */
    Member(
        long from,
        long until,
        Trainer trainer,
        WorkerCores.Occupied core,
        BooleanSupplier stopped,
        Runnable end) {
      this.at = from;
      this.until = until;
      this.trainer = trainer;
      this.core = core;
      this.stopped = stopped;
      this.end = end;
      lock.lock();
      try {
        members.add(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public LoadedBatch next(long step) {
      core.giveWay();
      moveTo(step);
      while (true) {
        Batch own;
        BatchSlots.Slot missing;
        lock.lock();
        try {
          own = slots.has(at) ? slots.batch(at) : null;
          missing = own == null ? slots.begin(wanted()) : null;
        } finally {
          lock.unlock();
        }
        if (own != null) {
          return trainer.load(own);
        }
        if (missing != null) {
          make(missing);
        } else {
          await();
        }
      }
    }

    private void moveTo(long step) {
      lock.lock();
      try {
        at = step;
        release();
      } finally {
        lock.unlock();
      }
    }

    /** Until there is something to do, without a core. */
    private void await() {
      try (WorkerCores.Left left = core.leave()) {
        lock.lock();
        try {
          while (!slots.has(at) && !slots.canBegin(wanted()) && !stopped.getAsBoolean()) {
            Uninterrupted.await(changed, LOOK_FOR_A_STOP);
          }
        } finally {
          lock.unlock();
        }
      }
      if (stopped.getAsBoolean()) {
        throw new StepAbandonedException();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        members.remove(this);
        release();
      } finally {
        lock.unlock();
      }
      end.run();
    }
  }

  private long first() {
    return members.stream().mapToLong(member -> member.at).min().orElse(Long.MAX_VALUE);
  }

  private BatchSlots.Wanted wanted() {
    return new BatchSlots.Wanted(
        first(),
        Math.min(MOST_BATCHES, members.size() + 1),
        members.stream().mapToLong(member -> member.until).max().orElse(0),
        members.stream().map(member -> member.at).collect(Collectors.toSet()));
  }

  private void make(BatchSlots.Slot begun) {
    Batch batch = null;
    try {
      batch = slots.read(begun);
    } finally {
      lock.lock();
      try {
        slots.end(begun, batch);
        release();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Frees what all have used, and lets those that wait look again. */
  private void release() {
    slots.free(first());
    changed.signalAll();
  }
}
