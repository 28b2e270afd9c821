package org.gpicl.tasks;

import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.RandomStream;

/**
 * Draws the tasks, images and labels of a set's items without projecting anything, so that the
 * projection can run elsewhere, such as on a GPU. Safe for use by several threads.
 */
public final class ItemDraws {
  private final SetSpec spec;
  private final ImageSet images;
  private final RandomStream labelStream;
  private final RandomStream imageStream;

  /** Draws the items of {@code spec} from the images of its split. */
  public ItemDraws(SetSpec spec, ImageSet images) {
    this.spec = spec;
    this.images = images;
    this.labelStream = new RandomStream(spec.seed(), spec.role().labels());
    this.imageStream = new RandomStream(spec.seed(), spec.role().images());
  }

  /**
   * Consecutive items of one task, as drawn.
   *
   * @param task the task whose matrix projects them
   * @param images indices into the {@link ImageSet}, [items, length]
   * @param labels permuted labels, [items, length]
   */
  public record Drawn(long task, int[] images, int[] labels) {}

  /** The specification of the set that is drawn. */
  public SetSpec spec() {
    return spec;
  }

  /** The images that items are drawn from. */
  public ImageSet images() {
    return images;
  }

  /** The random stream of the matrices A_n: index n, position row * features + column. */
  public RandomStream matrices() {
    return new RandomStream(spec.seed(), spec.role().matrices());
  }

  /**
   * Draws consecutive items of one task.
   *
   * @param first the first item
   * @param count how many items; all must belong to the task of {@code first}
   * @param classes how many classes the images and the permutation cover
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
