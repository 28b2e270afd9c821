package org.gpicl.tasks.numbers;

/**
 * Computes random numbers as pure functions of (seed, stream, index, position).
 *
 * <p>An index is the thing drawn for (a task, a sequence, a parameter), a position the place within
 * it. There is no state: the seed and the stream are the Philox key, the index and the block of
 * positions its counter. Frozen: every published number depends on these definitions, and test
 * vectors pin them.
 */
public final class RandomStream {
  private final int seed;
  private final Stream stream;

  /** One stream of a seed. */
  public RandomStream(int seed, Stream stream) {
    this.seed = seed;
    this.stream = stream;
  }

  /** The first word of its Philox key. */
  public int key0() {
    return seed;
  }

  /** The second word of its Philox key. */
  public int key1() {
    return stream.id();
  }

  /** Writes the four 32-bit words of one block of an index to {@code out[at .. at + 3]}. */
  public void words(long index, int block, int[] out, int at) {
    Philox.block(block, (int) index, (int) (index >>> 32), 0, seed, stream.id(), out, at);
  }

  /** Writes the words of groups of blocks, laid out as in {@link PhiloxVectors#fill}. */
  void words(long index, int block, int groups, long[] out) {
    PhiloxVectors.fill(block, index, seed, stream.id(), groups, out);
  }

  /**
   * Draws a uniform integer in [0, bound) as the high half of a 64-bit product; the bias is below
   * bound/2^64.
   */
  public long below(long bound, long index, int position) {
    if (bound < 1) {
      throw new IllegalArgumentException("a bound of " + bound + " leaves nothing to draw");
    }
    if (position < 0) {
      throw new IllegalArgumentException("there is no position " + position);
    }
    int[] words = new int[4];
    words(index, position >> 1, words, 0);
    int pair = (position & 1) * 2;
    long bits = ((long) words[pair] << 32) | (words[pair + 1] & 0xFFFFFFFFL);
    return Math.multiplyHigh(bits, bound) + ((bits >> 63) & bound);
  }

  /**
   * Draws uniform floats in [-limit, limit), 24 bits each: position p is word p mod 4 of block p /
   * 4.
   */
  public void uniforms(long index, float limit, float[] out, int at, int count) {
    int[] words = new int[4];
    for (int position = 0; position < count; position++) {
      if ((position & 3) == 0) {
        words(index, position >> 2, words, 0);
      }
      float unit = (words[position & 3] >>> 8) * 0x1p-24f;
      out[at + position] = (2 * unit - 1) * limit;
    }
  }

  /** Draws a uniform permutation of 0 to size - 1 (Fisher-Yates). */
  public int[] permutation(int size, long index) {
    int[] order = new int[size];
    for (int k = 0; k < size; k++) {
      order[k] = k;
    }
    for (int k = size - 1; k > 0; k--) {
      int other = (int) below(k + 1L, index, k);
      int kept = order[k];
      order[k] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
