package org.gpicl.tasks;

import java.util.Objects;

/** Checks the arguments of {@link ExampleSet#read}. */
public final class ReadBounds {
  private ReadBounds() {}

  /**
   * Checks the arguments of one read.
   *
   * @throws IndexOutOfBoundsException if the item does not exist or an array is too short
   * @throws IllegalArgumentException if the classes or the row stride do not suit the set
   */
  public static void check(
      SetSpec spec,
      long item,
      int classes,
      float[] x,
      int xOffset,
      int rowStride,
      int[] labels,
      int labelOffset) {
    int all = spec.images().classes();
    int features = spec.images().features();
    Objects.checkIndex(item, spec.items());
    if (classes != all && (!spec.fresh() || classes < 2 || classes > all)) {
      throw new IllegalArgumentException(
          "%d of %d classes cannot be read from this set".formatted(classes, all));
    }
    if (rowStride < features) {
      throw new IllegalArgumentException(
          "rows of %d numbers overlap at a stride of %d".formatted(features, rowStride));
    }
    Objects.checkFromIndexSize(xOffset, (spec.length() - 1) * rowStride + features, x.length);
    Objects.checkFromIndexSize(labelOffset, spec.length(), labels.length);
  }
}
