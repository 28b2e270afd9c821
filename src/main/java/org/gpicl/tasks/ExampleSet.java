package org.gpicl.tasks;

import java.io.Closeable;
import java.util.Optional;

/**
 * The items of a generated set, read from a shard or produced on demand: either way the values are
 * the same, rounded to half precision. Safe for use by several threads.
 */
public interface ExampleSet extends Closeable {

  /** The set's specification. */
  SetSpec spec();

  /**
   * Reads one item.
   *
   * @param item from 0 to spec().items() - 1
   * @param inUse what is drawn from: everything, unless the set is fresh
   * @param x receives the projected images [length, features], row by row
   * @param rowStride distance between the rows' beginnings in {@code x}, at least features
   * @param labels receives the permuted labels [length]
   * @throws org.gpicl.tasks.shard.ShardException if the stored data is damaged
   */
  void read(
      long item, InUse inUse, float[] x, int xOffset, int rowStride, int[] labels, int labelOffset);

  /**
   * The draws behind the items, if producing them elsewhere than in {@link #read} may be faster:
   * for a fresh set of so many tasks that nearly every sequence needs a newly drawn matrix. Depends
   * on the spec alone.
   */
  default Optional<ItemDraws> draws() {
    return Optional.empty();
  }

  @Override
  void close();
}
