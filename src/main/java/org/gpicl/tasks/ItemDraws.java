package org.gpicl.tasks;

import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.RandomStream;

/**
 * What the items of a set are made of: tasks, images, labels. Nothing is projected here, so that
 * whoever computes elsewhere can do that there. Safe for use by several threads.
 */
public final class ItemDraws {
  private final SetSpec spec;
  private final ImageSet images;
  private final RandomStream labelStream;
  private final RandomStream imageStream;

  public ItemDraws(SetSpec spec, ImageSet images) {
    this.spec = spec;
    this.images = images;
    this.labelStream = new RandomStream(spec.seed(), spec.role().labels());
    this.imageStream = new RandomStream(spec.seed(), spec.role().images());
  }

  /**
   * Some items of one task.
   *
   * @param task whose matrix projects them
   * @param images [items, length], as {@link ImageSet} counts them
   * @param labels [items, length], permuted
   */
  public record Drawn(long task, int[] images, int[] labels) {}

  public SetSpec spec() {
    return spec;
  }

  /** What is drawn from. */
  public ImageSet images() {
    return images;
  }

  /** Where A_n comes from: index n, position row * features + column. */
  public RandomStream matrices() {
    return new RandomStream(spec.seed(), spec.role().matrices());
  }

  /**
   * Draws consecutive items of one task.
   *
   * @param classes images and permutation are of the first so many classes
   */
  public Drawn draw(long first, int count, int classes) {
    long task = spec.taskOf(first);
    int length = spec.length();
    int[] permutation = labelStream.permutation(classes, task);
    int[] drawn = new int[count * length];
    int[] labels = new int[drawn.length];
    for (int row = 0; row < drawn.length; row++) {
      long nth = imageStream.below(images.countBelow(classes), first + row / length, row % length);
      drawn[row] = images.imageBelow(classes, (int) nth);
      labels[row] = permutation[images.label(drawn[row])];
    }
    return new Drawn(task, drawn, labels);
  }
}
