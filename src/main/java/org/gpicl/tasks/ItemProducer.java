package org.gpicl.tasks;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Makes items: draws images, projects them by their task's matrix, permutes their labels. Every
 * product has a shape that the spec alone decides, so its bits do not depend on who asks for what.
 * Safe for use by several threads.
 */
final class ItemProducer implements AutoCloseable {
  private static final int FEW_MATRICES = 16;

  private final SetSpec spec;
  private final ImageSet images;
  private final MatrixCache matrices;
  private final RandomStream labelStream;
  private final RandomStream imageStream;
  private final Deque<Projection> idle = new ConcurrentLinkedDeque<>();
  private final MemoryBudget memory;
  private final long granted;
  private volatile boolean closed;

  ItemProducer(SetSpec spec, ImageSet images, MemoryBudget memory) {
    this.spec = spec;
    this.images = images;
    this.labelStream = new RandomStream(spec.seed(), spec.role().labels());
    this.imageStream = new RandomStream(spec.seed(), spec.role().images());
    this.memory = memory;
    this.granted = matrixMemory(spec, memory);
    this.matrices =
        new MatrixCache(
            new RandomStream(spec.seed(), spec.role().matrices()),
            images.features(),
            spec.matrixScale(),
            granted);
  }

  /** Takes memory for all matrices, or for a few where most draws would miss them anyway. */
  private static long matrixMemory(SetSpec spec, MemoryBudget memory) {
    long each = TaskSets.matrixBytes(spec);
    double all = (double) each * Math.min(spec.tasks(), spec.items());
    long granted = memory.take((long) all);
    if (all > 2.0 * granted) {
      long few = Math.min(granted, FEW_MATRICES * each);
      memory.giveBack(granted - few);
      return few;
    }
    return granted;
  }

  /** Receives one produced item after the other. */
  interface Sink {
    /**
     * @param item its number
     * @param x rows of features numbers, not yet rounded to half precision
     * @param at where the item's [length, features] begin
     * @param labels permuted
     * @param labelAt where the item's [length] begin
     */
    void accept(long item, float[] x, int at, int[] labels, int labelAt);
  }

  /**
   * Makes the consecutive items of one task, by one product.
   *
   * @param classes images and permutation are of the first so many classes
   */
  void produce(long first, int count, int classes, Sink sink) {
    long task = spec.taskOf(first);
    int length = spec.length();
    int[] permutation = labelStream.permutation(classes, task);
    int[] labels = new int[count * length];
    Projection projection = borrow();
    try (MatrixCache.Slot matrix = matrices.of(task, projection.matrixScratch())) {
      for (int row = 0; row < labels.length; row++) {
        long drawn =
            imageStream.below(images.countBelow(classes), first + row / length, row % length);
        int image = images.imageBelow(classes, (int) drawn);
        projection.image(row, image);
        labels[row] = permutation[images.label(image)];
      }
      float[] x = projection.project(matrix.values(), labels.length);
      for (int k = 0; k < count; k++) {
        sink.accept(first + k, x, k * length * images.features(), labels, k * length);
      }
    } finally {
      giveBack(projection);
    }
  }

  private Projection borrow() {
    Projection projection = idle.poll();
    boolean samples = spec.examples() instanceof Examples.Samples;
    return projection != null
        ? projection
        : new Projection(images, samples ? ChunkLayout.RUN : spec.length());
  }

  private void giveBack(Projection projection) {
    idle.push(projection);
    if (closed) {
      freeIdle();
    }
  }

  private void freeIdle() {
    for (Projection each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      freeIdle();
      matrices.close();
      memory.giveBack(granted);
    }
  }
}
