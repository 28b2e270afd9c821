package org.gpicl.engine;

/**
 * One batch of items, in arrays that are used again for the next.
 *
 * <p>{@code inputs} is [size, length, width], {@code labels} [size, length]. For a transformer a
 * row is a whole token, [A x_j, labelScale * one-hot of y_(j-1)]; for an MLP length is 1.
 */
public final class Batch implements LoadedBatch {
  /** Numbers behind the last row that an engine may read, so that vectors need not end with it. */
  private static final int SLACK = 16;

  private final int length;
  private final int width;
  private final float[] inputs;
  private final int[] labels;
  private int size;

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

  /** Sets how many items are in use, at most the capacity. */
  public void size(int items) {
    if (items < 1 || items * length > labels.length) {
      throw new IllegalArgumentException(items + " items do not fit into this batch");
    }
    size = items;
  }

  public int length() {
    return length;
  }

  /** Numbers in one row of {@code inputs}. */
  public int width() {
    return width;
  }

  /** The rows of all items, one after the other, and finite numbers without meaning behind them. */
  public float[] inputs() {
    return inputs;
  }

  public int[] labels() {
    return labels;
  }

  /** Its arrays are used again. */
  @Override
  public void close() {}
}
