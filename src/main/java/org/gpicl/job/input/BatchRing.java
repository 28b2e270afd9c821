package org.gpicl.job.input;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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

/**
 * The next few batches of trainings that have the same ones. A training that has no batch to train
 * on makes one that is missing, and a batch is kept until all have used it. So a training is at
 * most a few steps ahead of the others; one that begins further behind is first caught up with.
 */
final class BatchRing {
  private static final int MOST_BATCHES = 4;

  private final CellBatches batches;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Member> members = new ArrayList<>();
  private final NavigableMap<Long, Made> made = new TreeMap<>(); // by step
  private final Deque<BatchReader> free = new ArrayDeque<>();
  private int readers;
  private long changes;

  BatchRing(CellBatches batches) {
    this.batches = batches;
  }

  /** A batch, or one that is being made. */
  private static final class Made {
    private final long step;
    private final BatchReader reader;
    private Batch batch;

    Made(long step, BatchReader reader) {
      this.step = step;
      this.reader = reader;
    }
  }

  /**
   * Joins a training.
   *
   * @param steps of the whole training: nothing is made beyond those of the longest
   * @param core that it leaves while it waits
   * @param stopped whether to wait no longer
   * @param end is run when the training has left
   */
  BatchFeed join(
      Trainer trainer,
      long steps,
      WorkerCores.Occupied core,
      BooleanSupplier stopped,
      Runnable end) {
    return new Member(trainer, steps, core, stopped, end);
  }

  /** One training's part in the ring, which begins with its first batch. */
  private final class Member implements BatchFeed {
    private final Trainer trainer;
    private final long steps;
    private final WorkerCores.Occupied core;
    private final BooleanSupplier stopped;
    private final Runnable end;
    private long at;

    Member(
        Trainer trainer,
        long steps,
        WorkerCores.Occupied core,
        BooleanSupplier stopped,
        Runnable end) {
      this.trainer = trainer;
      this.steps = steps;
      this.core = core;
      this.stopped = stopped;
      this.end = end;
    }

    @Override
    public LoadedBatch next(long step) {
      return trainer.load(batch(this, step));
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

  private Batch batch(Member member, long step) {
    moveTo(member, step);
    while (true) {
      Made missing;
      long seen;
      lock.lock();
      try {
        Made own = made.get(step);
        if (own != null && own.batch != null) {
          return own.batch;
        }
        missing = reserve();
        seen = changes;
      } finally {
        lock.unlock();
      }
      if (missing != null) {
        make(missing);
      } else {
        awaitChange(member, seen);
      }
    }
  }

  private void moveTo(Member member, long step) {
    boolean first;
    lock.lock();
    try {
      member.at = step;
      first = !members.contains(member);
      if (first) {
        members.add(member);
      }
      release();
    } finally {
      lock.unlock();
    }
    if (first) {
      member.core.leave().close();
    }
  }

  /** Begins the first missing batch; null if none is missing, or none may be made now. */
  private Made reserve() {
    long first = first();
    long end = Math.min(first + room(), members.stream().mapToLong(m -> m.steps).max().orElse(0));
    for (long step = first; step < end; step++) {
      if (!made.containsKey(step)) {
        BatchReader reader = reader(end);
        if (reader == null) {
          return null;
        }
        Made begun = new Made(step, reader);
        made.put(step, begun);
        return begun;
      }
    }
    return null;
  }

  private int room() {
    return Math.min(MOST_BATCHES, members.size() + 1);
  }

  private long first() {
    return members.stream().mapToLong(member -> member.at).min().orElse(Long.MAX_VALUE);
  }

  /** One that is free, or that made a batch which only trainings far ahead need; else null. */
  private BatchReader reader(long end) {
    if (free.isEmpty() && readers < room()) {
      readers++;
      return batches.reader();
    }
    if (free.isEmpty()) {
      for (Map.Entry<Long, Made> last : made.tailMap(end, true).descendingMap().entrySet()) {
        long step = last.getKey();
        if (last.getValue().batch != null && members.stream().noneMatch(m -> m.at == step)) {
          made.remove(step);
          return last.getValue().reader;
        }
      }
    }
    return free.poll();
  }

  private void make(Made one) {
    Batch batch = null;
    try {
      batch = batches.read(one.reader, one.step);
    } finally {
      lock.lock();
      try {
        one.batch = batch;
        if (batch == null) {
          made.remove(one.step);
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
    var used = made.headMap(first()).values().iterator();
    while (used.hasNext()) {
      Made one = used.next();
      if (one.batch != null) {
        used.remove();
        free.add(one.reader);
      }
    }
    changes++;
    changed.signalAll();
  }

  private void awaitChange(Member member, long seen) {
    try (WorkerCores.Left left = member.core.leave()) {
      lock.lock();
      try {
        while (changes == seen && !member.stopped.getAsBoolean()) {
          changed.awaitUninterruptibly();
        }
      } finally {
        lock.unlock();
      }
    }
    if (member.stopped.getAsBoolean()) {
      throw new StepAbandonedException();
    }
  }
}
