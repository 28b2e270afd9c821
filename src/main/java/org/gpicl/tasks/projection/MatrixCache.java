package org.gpicl.tasks.projection;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.numbers.Gaussians;

/**
 * Caches task matrices, drawn on demand, in a bounded amount of native memory; the least recently
 * used one makes room. Safe for use by several threads.
 */
public final class MatrixCache implements AutoCloseable {
  private static final long SLAB_BYTES = 4 << 20;

  private final int numbers;
  private final long capacity;
  private final int slotsPerSlab;
  private final List<FloatPointer> slabs = new ArrayList<>();
  private final Map<Long, Slot> byTask = new LinkedHashMap<>(16, 0.75f, true);
  private long slots;
  private int readers;
  private boolean closed;

  /**
   * Makes an empty cache.
   *
   * @param features rows and columns of a matrix
   * @param bytes bound on the memory of kept matrices; matrices in use may exceed it
   */
  public MatrixCache(int features, long bytes) {
    this.numbers = Math.multiplyExact(features, features);
    long each = (long) Float.BYTES * numbers;
    this.capacity = Math.max(1, bytes / each);
    this.slotsPerSlab = (int) Math.max(1, Math.min(capacity, SLAB_BYTES / each));
  }

  /** A matrix on loan until closed. */
  public final class Slot implements AutoCloseable {
    private final FloatPointer values;
    private final FloatBuffer buffer;
    private long task;
    private int readersHere;
    private boolean drawn;

    private Slot(FloatPointer values) {
      this.values = values;
      this.buffer = values.asBuffer();
    }

    /** The matrix A_n, [features, features]. */
    public FloatPointer values() {
      return values;
    }

    @Override
    public void close() {
      release(this);
    }
  }

  /**
   * Lends the matrix of a task; the caller closes the slot soon.
   *
   * @param gaussians draws the matrix if it is not cached
   */
  public Slot of(long task, Gaussians gaussians) {
    Slot slot = reserve(task);
    // A second thread waits here while the first draws; other tasks are not held up.
    synchronized (slot) {
      if (!slot.drawn) {
        gaussians.draw(task, slot.buffer, numbers);
        slot.drawn = true;
      }
    }
    return slot;
  }

  private synchronized Slot reserve(long task) {
    if (closed) {
      throw new IllegalStateException("the set is closed");
    }
    Slot slot = byTask.get(task);
    if (slot == null) {
      slot = slots < capacity ? newSlot() : longestUnused();
      slot.task = task;
      slot.drawn = false;
      byTask.put(task, slot);
    }
    slot.readersHere++;
    readers++;
    return slot;
  }

  private Slot longestUnused() {
    for (Slot slot : byTask.values()) {
      if (slot.readersHere == 0) {
        byTask.remove(slot.task);
        return slot;
      }
    }
    return newSlot();
  }

  private Slot newSlot() {
    long within = slots % slotsPerSlab;
    if (within == 0) {
      slabs.add(new FloatPointer((long) slotsPerSlab * numbers));
    }
    slots++;
    return new Slot(slabs.get(slabs.size() - 1).getPointer(within * numbers).capacity(numbers));
  }

  private synchronized void release(Slot slot) {
    slot.readersHere--;
    readers--;
    freeWhenDone();
  }

  @Override
  public synchronized void close() {
    closed = true;
    freeWhenDone();
  }

  private void freeWhenDone() {
    if (closed && readers == 0) {
      slabs.forEach(FloatPointer::deallocate);
      slabs.clear();
    }
  }
}
