package org.gpicl.model;

import java.util.Arrays;
import org.gpicl.tasks.RandomStream;
import org.gpicl.tasks.Stream;

/**
 * Dropout as a pure function of (seed, step, item, site, element), so that every engine drops the
 * same elements, whatever its micro-batches and threads.
 *
 * <p>Element e takes sixteen bits: half (e / 4) mod 2 of word e mod 4 of block e / 8 (low half
 * first). It is dropped if they are below probability * 65536, rounded; what stays is divided by
 * the kept fraction. Blocks are numbered from site * 2^24; the index is step * 2^20 + the item's
 * place in its batch. Not safe for use by several threads at once.
 */
public final class DropoutMask {
  /** Elements of one block of random numbers, which are drawn together. */
  public static final int ELEMENTS_PER_BLOCK = 8;

  private final RandomStream stream;
  private final int[] words = new int[4]; // of the block at hand: filling allocates nothing
  private final int threshold;
  private final float kept;
  private final int keptBits;

  public DropoutMask(int seed, double probability) {
    this.stream = new RandomStream(seed, Stream.DROPOUT);
    this.threshold = (int) Math.round(probability * 65536);
    this.kept = (float) (65536.0 / (65536 - threshold));
    this.keptBits = Float.floatToRawIntBits(kept);
  }

  /** The factor of elements that stay: 1 / (1 - probability), the probability as rounded. */
  public float kept() {
    return kept;
  }

  /**
   * Writes the factors of one item at one site: 0 where an element is dropped, 1 / (1 -
   * probability) elsewhere.
   *
   * @param step the training step, counted from 0
   * @param item the item's place in its batch
   * @param site which dropout of the model: see {@link DropoutSite}
   */
  public void fill(long step, int item, int site, float[] out, int at, int count) {
    fill(step, item, site, 0, out, at, count);
  }

  /**
   * As {@link #fill(long, int, int, float[], int, int)}, for the elements from {@code first} on.
   *
   * @param first a multiple of {@link #ELEMENTS_PER_BLOCK}
   */
  public void fill(long step, int item, int site, int first, float[] out, int at, int count) {
    if (first % ELEMENTS_PER_BLOCK != 0) {
      throw new IllegalArgumentException("element " + first + " does not begin a block");
    }
    if (threshold == 0) {
      Arrays.fill(out, at, at + count, 1f);
      return;
    }
    long index = step << 20 | item;
    int block = (site << 24) + first / ELEMENTS_PER_BLOCK;
    int whole = count - count % ELEMENTS_PER_BLOCK;
    for (int e = at; e < at + whole; e += ELEMENTS_PER_BLOCK) {
      stream.words(index, block++, words, 0);
      out[e] = factor(words[0] & 0xFFFF);
      out[e + 1] = factor(words[1] & 0xFFFF);
      out[e + 2] = factor(words[2] & 0xFFFF);
      out[e + 3] = factor(words[3] & 0xFFFF);
      out[e + 4] = factor(words[0] >>> 16);
      out[e + 5] = factor(words[1] >>> 16);
      out[e + 6] = factor(words[2] >>> 16);
      out[e + 7] = factor(words[3] >>> 16);
    }
    if (whole < count) {
      fillPart(index, block, out, at + whole, count - whole);
    }
  }

  private void fillPart(long index, int block, float[] out, int at, int count) {
    stream.words(index, block, words, 0);
    for (int e = 0; e < count; e++) {
      out[at + e] = factor(e < 4 ? words[e] & 0xFFFF : words[e - 4] >>> 16);
    }
  }

  /** Zero below the threshold; without a branch, which no processor could predict. */
  private float factor(int half) {
    int below = (half - threshold) >> 31;
    return Float.intBitsToFloat(keptBits & ~below);
  }
}
