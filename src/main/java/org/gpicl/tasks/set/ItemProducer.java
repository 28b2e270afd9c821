package org.gpicl.tasks.set;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.projection.KeptProjections;
import org.gpicl.tasks.projection.MatrixCache;
import org.gpicl.tasks.projection.MemoryBudget;
import org.gpicl.tasks.projection.ProjectedImages;
import org.gpicl.tasks.projection.Projection;

/**
 * Produces items: draws images, projects them with their task's matrix and permutes their labels.
 * The spec alone decides the shape of every product, so its bits do not depend on the order of
 * requests. Safe for use by several threads.
 */
final class ItemProducer implements AutoCloseable {
  /**
   * Matrices are kept if all of them together need at most this many times the memory available.
   */
  static final double MOST_BUDGETS = 2;

  private final SetSpec spec;
  private final ImageSet images;
  private final MatrixCache matrices;
  private final KeptProjections projections;
  private final ItemDraws draws;
  private final Deque<Projection> idle = new ConcurrentLinkedDeque<>();
  private final MemoryBudget memory;
  private final long granted;
  private volatile boolean closed;

  ItemProducer(SetSpec spec, ImageSet images, MemoryBudget memory) {
    this.spec = spec;
    this.images = images;
    this.draws = new ItemDraws(spec, images);
    this.memory = memory;
    this.granted = matrixMemory(spec, memory);
    this.matrices = granted == 0 ? null : new MatrixCache(images.features(), granted);
    // Items that are projected in one go never use kept images.
    boolean atOnce = matrices == null && eachItemHasItsTask(spec);
    this.projections = new KeptProjections(spec, images, atOnce ? new MemoryBudget(0) : memory);
  }

  /**
   * Takes memory for all matrices, or for at least half of them. If most look-ups would miss, each
   * thread has a single matrix instead, which stays in its caches.
   */
  private static long matrixMemory(SetSpec spec, MemoryBudget memory) {
    double all = allMatrices(spec);
    long granted = memory.take((long) all);
    if (all > MOST_BUDGETS * granted) {
      memory.giveBack(granted);
      return 0;
    }
    return granted;
  }

  /** Bytes of the matrices of all tasks that have items. */
  static double allMatrices(SetSpec spec) {
    return (double) spec.matrixBytes() * Math.min(spec.tasks(), spec.items());
  }

  /** Receives produced items one by one. */
  interface Sink {
    /**
     * Receives one item.
     *
     * @param item its number
     * @param x rows of features, not all rounded to half precision yet
     * @param at where the item's rows [length, features] begin
     * @param labels permuted labels
     * @param labelAt where the item's labels [length] begin
     */
    void accept(long item, float[] x, int at, int[] labels, int labelAt);
  }

  /**
   * Produces consecutive items of one task with one product.
   *
   * @param inUse what of the set is drawn from
   */
  void produce(long first, int count, InUse inUse, Sink sink) {
    ItemDraws.Drawn drawn = draws.draw(first, count, inUse);
    int length = spec.length();
    Projection projection = borrow(drawn.task());
    try {
      float[] x = project(projection, drawn.task(), drawn.images());
      for (int k = 0; k < count; k++) {
        sink.accept(first + k, x, k * length * images.features(), drawn.labels(), k * length);
      }
    } finally {
      giveBack(projection);
    }
  }

  private float[] project(Projection projection, long task, int[] drawn) {
    if (matrices == null && eachItemHasItsTask(spec)) {
      return projection.projectOnce(task, drawn);
    }
    if (matrices == null) {
      return project(projection, task, projection.matrix(task), drawn);
    }
    try (MatrixCache.Slot kept = matrices.of(task, projection.gaussians())) {
      return project(projection, task, kept.values(), drawn);
    }
  }

  private float[] project(Projection projection, long task, FloatPointer matrix, int[] drawn) {
    ProjectedImages kept =
        projections.has(task) ? projections.of(task, projection, matrix, drawn.length) : null;
    if (kept != null) {
      kept.read(drawn, projection, matrix, projection.rows());
      return projection.rows();
    }
    return projection.project(matrix, drawn);
  }

  /** Whether (nearly) every item has a task of its own, so that matrices are not kept. */
  static boolean eachItemHasItsTask(SetSpec spec) {
    return spec.examples() instanceof Examples.Sequences
        && (spec.fresh() || spec.items() < 2.0 * spec.tasks());
  }

  private Projection borrow(long task) {
    for (Projection each : idle) {
      if (each.has(task) && idle.remove(each)) {
        return each;
      }
    }
    Projection projection = idle.poll();
    if (projection != null) {
      return projection;
    }
    boolean samples = spec.examples() instanceof Examples.Samples;
    return new Projection(
        images,
        samples ? ChunkLayout.RUN : spec.length(),
        new Gaussians(draws.matrices(), (float) spec.matrixScale()));
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
      projections.close();
      if (matrices != null) {
        matrices.close();
      }
      memory.giveBack(granted);
    }
  }
}
