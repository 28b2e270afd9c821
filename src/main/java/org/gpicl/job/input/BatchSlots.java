package org.gpicl.job.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.gpicl.engine.Batch;
import org.gpicl.engine.BatchReader;

/**
 * The batches of a few steps, and the readers whose memory they are in. {@link BatchRing} guards
 * all of it but {@link #read}.
 */
final class BatchSlots {
  private final CellBatches batches;
  private final NavigableMap<Long, Slot> slots = new TreeMap<>(); // by step
  private final Deque<BatchReader> free = new ArrayDeque<>();
  private int readers;

  BatchSlots(CellBatches batches) {
    this.batches = batches;
  }

  /** A batch that is there or being made. */
  static final class Slot {
    private final long step;
    private final BatchReader reader;
    private Batch batch; // null while it is being made

    private Slot(long step, BatchReader reader) {
      this.step = step;
      this.reader = reader;
    }
  }

  /**
   * What trainings need.
   *
   * @param first the step of the slowest
   * @param room how many batches there may be, from that step on
   * @param until the step before which the longest training ends
   * @param at the steps that trainings are at
   */
  record Wanted(long first, int room, long until, Set<Long> at) {
    private long end() {
      return first + room;
    }
  }

  boolean has(long step) {
    Slot slot = slots.get(step);
    return slot != null && slot.batch != null;
  }

  /** The batch of a step that is there. */
  Batch batch(long step) {
    return slots.get(step).batch;
  }

  boolean canBegin(Wanted wanted) {
    return firstMissing(wanted) >= 0
        && (!free.isEmpty() || readers < wanted.room() || spare(wanted) != null);
  }

  /** Begins the first batch that is missing; null if none is, or none may be made now. */
  Slot begin(Wanted wanted) {
    long step = firstMissing(wanted);
    BatchReader reader = step < 0 ? null : reader(wanted);
    if (reader == null) {
      return null;
    }
    Slot begun = new Slot(step, reader);
    slots.put(step, begun);
    return begun;
  }

  /** Makes the batch of a slot that was begun. */
  Batch read(Slot begun) {
    return batches.read(begun.reader, begun.step);
  }

  /**
   * Ends what was begun.
   *
   * @param batch null if it could not be made
   */
  void end(Slot begun, Batch batch) {
    begun.batch = batch;
    if (batch == null) {
      slots.remove(begun.step);
      free.add(begun.reader);
    }
  }

  /** Frees the batches before a step; those that are still being made, later. */
  void free(long before) {
    slots.headMap(before).values().removeIf(slot -> slot.batch != null && free.add(slot.reader));
  }

  private long firstMissing(Wanted wanted) {
    for (long step = wanted.first(); step < Math.min(wanted.end(), wanted.until()); step++) {
      if (!slots.containsKey(step)) {
        return step;
      }
    }
    return -1;
  }

  /**
   * A free reader, or that of a batch needed only by trainings far ahead; null if there is none.
   */
  private BatchReader reader(Wanted wanted) {
    if (!free.isEmpty()) {
      return free.poll();
    }
    if (readers < wanted.room()) {
      BatchReader added = batches.reader();
      readers++;
      return added;
    }
    Slot spare = spare(wanted);
    if (spare == null) {
      return null;
    }
    slots.remove(spare.step);
    return spare.reader;
  }

  /** The last batch beyond the wanted ones that no training is at. */
  private Slot spare(Wanted wanted) {
    return slots.tailMap(wanted.end(), true).descendingMap().values().stream()
        .filter(slot -> slot.batch != null && !wanted.at().contains(slot.step))
        .findFirst()
        .orElse(null);
  }
}
