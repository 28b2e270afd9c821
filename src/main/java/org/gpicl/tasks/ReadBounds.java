package org.gpicl.tasks;

import java.util.Objects;

/** Checks the arguments of {@link ExampleSet#read}. */
public final class ReadBounds {
  private ReadBounds() {}

  /**
   * Checks the arguments of one read.
   *
   * @throws IndexOutOfBoundsException if the item does not exist or an array is too short
   * @throws IllegalArgumentException if what is in use or the row stride does not suit the set
   */
  public static void check(
      SetSpec spec,
      long item,
      InUse inUse,
      float[] x,
      int xOffset,
      int rowStride,
      int[] labels,
      int labelOffset) {
    int features = spec.images().features();
    Objects.checkIndex(item, spec.items());
    if (!inUse.suits(spec)) {
      throw new IllegalArgumentException(inUse + " cannot be read from this set");
    }
    if (rowStride < features) {
      throw new IllegalArgumentException(
          "rows of %d numbers overlap at a stride of %d".formatted(features, rowStride));
    }
    Objects.checkFromIndexSize(xOffset, (spec.length() - 1) * rowStride + features, x.length);
    Objects.checkFromIndexSize(labelOffset, spec.length(), labels.length);
  }
}
