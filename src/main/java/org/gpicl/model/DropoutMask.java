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
 * place in its batch.
 */
public final class DropoutMask {
  private static final int ELEMENTS_PER_BLOCK = 8;

  private final RandomStream stream;
  private final int threshold;
  private final float kept;

  public DropoutMask(int seed, double probability) {
    this.stream = new RandomStream(seed, Stream.DROPOUT);
    this.threshold = (int) Math.round(probability * 65536);
    this.kept = (float) (65536.0 / (65536 - threshold));
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
    if (threshold == 0) {
      Arrays.fill(out, at, at + count, 1f);
      return;
    }
    int[] words = new int[4];
    for (int e = 0; e < count; e++) {
      int within = e % ELEMENTS_PER_BLOCK;
      if (within == 0) {
        stream.words(step << 20 | item, (site << 24) + e / ELEMENTS_PER_BLOCK, words, 0);
      }
      int half = within < 4 ? words[within] & 0xFFFF : words[within - 4] >>> 16;
      out[at + e] = half < threshold ? 0f : kept;
    }
  }
}
