package org.gpicl.tasks;

import java.io.Closeable;
import java.util.Optional;

/**
 * The items of a generated set, whether they are read from a shard or produced while being read:
 * the same values come out, rounded to half precision either way. Safe for use by several threads.
 */
public interface ExampleSet extends Closeable {

  SetSpec spec();

  /**
   * Reads one item.
   *
   * @param item 0 .. spec().items() - 1
   * @param classes images and permutations are those of the first so many classes (a curriculum);
   *     spec().images().classes() for all. Fewer than all is for fresh sets only.
   * @param x receives [length, features], projected, row after row
   * @param rowStride distance between the rows' beginnings in {@code x}, at least features
   * @param labels receives [length] permuted labels
   * @throws org.gpicl.tasks.shard.ShardException if the stored data is damaged
   */
  void read(
      long item, int classes, float[] x, int xOffset, int rowStride, int[] labels, int labelOffset);

  /**
   * What its items are made of, where it may pay to make them elsewhere than by {@link #read}: a
   * fresh set of so many tasks that nearly every sequence needs a matrix that is drawn anew. A
   * function of the spec alone.
   */
  default Optional<ItemDraws> draws() {
    return Optional.empty();
  }

  @Override
  void close();
}
