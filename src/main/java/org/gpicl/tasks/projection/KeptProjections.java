package org.gpicl.tasks.projection;

import org.bytedeco.javacpp.FloatPointer;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageSet;

/**
 * Caches the projected images of a set's first tasks, as many as memory allows: if there are few
 * tasks, items draw the same images again and again. Safe for use by several threads.
 */
public final class KeptProjections implements AutoCloseable {
  private final ImageSet images;
  private final MemoryBudget memory;
  private final long granted;
  private final ProjectedImages[] byTask;
  private Boolean possible;
  private boolean closed;

  /** Takes from {@code memory} what the projections need, or as much as is left. */
  public KeptProjections(SetSpec spec, ImageSet images, MemoryBudget memory) {
    this.images = images;
    this.memory = memory;
    long each = ProjectedImages.bytes(images.count(), images.features());
    long wanted = wanted(spec, images.count());
    long offered = memory.take(each * wanted);
    this.granted = offered - offered % each;
    memory.giveBack(offered - granted);
    this.byTask = new ProjectedImages[(int) (granted / each)];
  }

  /**
   * The number of tasks for which keeping projections pays: 0 unless their images are drawn several
   * times.
   */
  public static long wanted(SetSpec spec, long images) {
    boolean sequences = spec.examples() instanceof Examples.Sequences;
    double draws = spec.fresh() ? Double.MAX_VALUE : (double) spec.items() * spec.length();
    return sequences && draws / spec.tasks() >= 2.0 * images
        ? Math.min(spec.tasks(), Integer.MAX_VALUE / 2)
        : 0;
  }

  /** Whether the projections of a task are kept. */
  public boolean has(long task) {
    return task < byTask.length;
  }

  /**
   * The projected images of a task, or null if they would differ in some bits from those projected
   * item by item.
   */
  public ProjectedImages of(long task, Projection projection, FloatPointer matrix, int length) {
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the set is closed");
      }
      if (possible == null) {
        possible = projection.sameInEveryRow(matrix, length);
      }
      if (!possible) {
        return null;
      }
      if (byTask[(int) task] == null) {
        byTask[(int) task] = new ProjectedImages(images);
      }
      return byTask[(int) task];
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    for (ProjectedImages each : byTask) {
      if (each != null) {
        each.close();
      }
    }
    memory.giveBack(granted);
  }
}
