package org.gpicl.engine;

/**
 * A batch of items, in arrays that are reused for the next batch.
 *
 * <p>{@code inputs} is [size, length, width], {@code labels} [size, length]. In a sequence a row is
 * a whole token, [A x_j, labelScale * one-hot of y_(j-1)]; for an MLP length is 1.
 */
public final class Batch implements LoadedBatch {
  /** Numbers after the last row that an engine may read, so that vectors may extend beyond it. */
  private static final int SLACK = 16;

  private final int length;
  private final int width;
  private final float[] inputs;
  private final int[] labels;
  private int size;

  /**
   * Allocates an empty batch.
   *
   * @param capacity the most items it can hold
   * @param length rows per item
   * @param width numbers per row
   */
  public Batch(int capacity, int length, int width) {
    this.length = length;
    this.width = width;
    this.inputs =
        new float
            [Math.addExact(Math.multiplyExact(Math.multiplyExact(capacity, length), width), SLACK)];
    this.labels = new int[capacity * length];
    this.size = capacity;
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * Sets how many items are in use.
   *
   * @throws IllegalArgumentException if they exceed the capacity
   */
  public void size(int items) {
    if (items < 1 || items * length > labels.length) {
      throw new IllegalArgumentException(items + " items do not fit in this batch");
    }
    size = items;
  }

  /** Rows per item. */
  public int length() {
    return length;
  }

  /** Numbers per row of {@code inputs}. */
  public int width() {
    return width;
  }

  /** The rows of all items, [size, length, width], followed by arbitrary finite numbers. */
  public float[] inputs() {
    return inputs;
  }

  /** The labels of all items, [size, length]. */
  public int[] labels() {
    return labels;
  }

  /** Does nothing: the arrays are reused. */
  @Override
  public void close() {}
}
