package org.gpicl.job.input;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchReader;
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

  private final CellBatches batches;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Member> members = new ArrayList<>();
  private final NavigableMap<Long, Slot> slots = new TreeMap<>(); // by step
  private final Deque<BatchReader> free = new ArrayDeque<>();
  private int readers;

  BatchRing(CellBatches batches) {
    this.batches = batches;
  }

  /** A batch, or null while it is being made. */
  private static final class Slot {
    private final long step;
    private final BatchReader reader;
    private Batch batch;

    Slot(long step, BatchReader reader) {
      this.step = step;
      this.reader = reader;
    }
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
      Slot missing;
      while ((missing = missing()) != null) {
        make(missing);
      }
      return trainer.load(batch());
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

    private Batch batch() {
      lock.lock();
      try {
        return slots.get(at).batch;
      } finally {
        lock.unlock();
      }
    }

    private boolean hasBatch() {
      Slot own = slots.get(at);
      return own != null && own.batch != null;
    }

    /** The next batch to make; null once this training's own is there. */
    private Slot missing() {
      while (true) {
        lock.lock();
        try {
          if (hasBatch()) {
            return null;
          }
          Slot begun = begin();
          if (begun != null) {
            return begun;
          }
        } finally {
          lock.unlock();
        }
        await();
      }
    }

    /** Until there is something to do, without a core. */
    private void await() {
      try (WorkerCores.Left left = core.leave()) {
        lock.lock();
        try {
          while (!hasBatch() && !isOneMissing() && !stopped.getAsBoolean()) {
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

  /**
   * The first step whose batch is neither there nor being made; -1 if there is none in the ring.
   */
  private long firstMissing() {
    long first = first();
    long end = Math.min(end(), members.stream().mapToLong(m -> m.until).max().orElse(0));
    for (long step = first; step < end; step++) {
      if (!slots.containsKey(step)) {
        return step;
      }
    }
    return -1;
  }

  private long end() {
    return first() + room();
  }

  private int room() {
    return Math.min(MOST_BATCHES, members.size() + 1);
  }

  private boolean isOneMissing() {
    return firstMissing() >= 0 && (!free.isEmpty() || readers < room() || spare() != null);
  }

  /** Begins the first missing batch; null if none is missing, or none may be made now. */
  private Slot begin() {
    long step = firstMissing();
    BatchReader reader = step < 0 ? null : reader();
    if (reader == null) {
      return null;
    }
    Slot begun = new Slot(step, reader);
    slots.put(step, begun);
    return begun;
  }

  /**
   * A free reader, or that of a batch needed only by trainings far ahead; null if there is none.
   */
  private BatchReader reader() {
    if (!free.isEmpty()) {
      return free.poll();
    }
    if (readers < room()) {
      BatchReader added = batches.reader();
      readers++;
      return added;
    }
    Slot spare = spare();
    if (spare == null) {
      return null;
    }
    slots.remove(spare.step);
    return spare.reader;
  }

  /** The last batch beyond the ring that no training is at. */
  private Slot spare() {
    for (Slot last : slots.tailMap(end(), true).descendingMap().values()) {
      if (last.batch != null && members.stream().noneMatch(m -> m.at == last.step)) {
        return last;
      }
    }
    return null;
  }

  private void make(Slot one) {
    Batch batch = null;
    try {
      batch = batches.read(one.reader, one.step);
    } finally {
      lock.lock();
      try {
        one.batch = batch;
        if (batch == null) {
          slots.remove(one.step);
          free.add(one.reader);
        }
        release();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Frees what all have used, and lets those that wait look again. */
  private void release() {
    Iterator<Slot> used = slots.headMap(first()).values().iterator();
    while (used.hasNext()) {
      Slot one = used.next();
      if (one.batch != null) {
        used.remove();
        free.add(one.reader);
      }
    }
    changed.signalAll();
  }
}
