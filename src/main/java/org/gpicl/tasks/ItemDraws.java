package org.gpicl.tasks;

import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * Draws the tasks, images and labels of a set's items without projecting anything, so that the
 * projection can run elsewhere, such as on a GPU. Safe for use by several threads.
 */
public final class ItemDraws {
  private final SetSpec spec;
  private final ImageSet images;
  private final RandomStream labelStream;
  private final RandomStream imageStream;
  private final RandomStream biasStream;

  /** Draws the items of {@code spec} from the images of its split. */
  public ItemDraws(SetSpec spec, ImageSet images) {
    this.spec = spec;
    this.images = images;
    this.labelStream = new RandomStream(spec.seed(), spec.role().labels());
    this.imageStream = new RandomStream(spec.seed(), spec.role().images());
    this.biasStream = new RandomStream(spec.seed(), Stream.BIASED_LABELS);
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
   * @param inUse what of the set is drawn from
   */
  public Drawn draw(long first, int count, InUse inUse) {
    long task = spec.taskOf(first, inUse.tasks());
    int classes = inUse.classes();
    int length = spec.length();
    int[] permutation = labelStream.permutation(classes, task);
    int[] drawn = new int[count * length];
    int[] labels = new int[drawn.length];
    boolean keepsLabels = false;
    for (int row = 0; row < drawn.length; row++) {
      long item = first + row / length;
      if (row % length == 0) {
        keepsLabels = keepsLabels(item, inUse);
      }
      long nth = imageStream.below(images.countBelow(classes), item, row % length);
      drawn[row] = images.imageBelow(classes, (int) nth);
      int label = images.label(drawn[row]);
      labels[row] = keepsLabels ? label : permutation[label];
    }
    return new Drawn(task, drawn, labels);
  }

  private boolean keepsLabels(long item, InUse inUse) {
    return inUse.bias() > 0 && inUse.keepsLabels(biasStream.below(InUse.DRAWS, item, 0));
  }
}
