package org.gpicl.model;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gpicl.tasks.numbers.Bernoulli;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * Computes dropout as a pure function of (seed, step, item, site, element), so that every engine
 * drops the same elements, whatever its micro-batches and threads.
 *
 * <p>Element e uses sixteen bits: half (e / 4) mod 2 of word e mod 4 of block e / 8 (low half
 * first). It is dropped if these are below probability * 65536, rounded; elements that stay are
 * divided by the kept fraction. Blocks are numbered from site * 2^24; the index is step * 2^20 +
 * the item's place in its batch. Not safe for use by several threads at once.
 */
public final class DropoutMask {
  /** The number of elements that share a block of random numbers. */
  public static final int ELEMENTS_PER_BLOCK = 8;

  /** Factors made at a time, a multiple of 64: their bits stay in the first-level cache. */
  private static final int CHUNK = 1 << 12;

  private static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_PREFERRED.length() > 16
          ? IntVector.SPECIES_512
          : IntVector.SPECIES_PREFERRED;

  private static final IntVector TO_SIGN =
      IntVector.zero(INTS).addIndex(1).neg().add(Integer.SIZE - 1);

  private final int threshold;
  private final Bernoulli stays;
  private final long[] words = new long[CHUNK / Long.SIZE];
  private final float kept;
  private final int keptBits;

  /** Masks of a seed; {@code probability} is rounded to a multiple of 1/65536. */
  public DropoutMask(int seed, double probability) {
    this.threshold = (int) Math.round(probability * 65536);
    this.stays = new Bernoulli(new RandomStream(seed, Stream.DROPOUT), threshold);
    this.kept = (float) (65536.0 / (65536 - threshold));
    this.keptBits = Float.floatToRawIntBits(kept);
  }

  /** The factor of elements that stay: 1 / (1 - probability), with the rounded probability. */
  public float kept() {
    return kept;
  }

  /** The index of a step's item in {@link Stream#DROPOUT}. */
  public static long index(long step, int item) {
    return step << 20 | item;
  }

  /** The block of an element, which it shares with seven neighbours. */
  public static int block(int site, int element) {
    return (site << 24) + element / ELEMENTS_PER_BLOCK;
  }

  /** The threshold that an element's sixteen bits must reach for it to stay. */
  public int threshold() {
    return threshold;
  }

  /**
   * Writes the factors of one item at one site: 0 where an element is dropped, 1 / (1 -
   * probability) elsewhere.
   *
   * @param step the training step, counted from 0
   * @param item the item's place in its batch
   * @param site the place in the model: see {@link DropoutSite}
   */
  public void fill(long step, int item, int site, float[] out, int at, int count) {
    fill(step, item, site, 0, out, at, count);
  }

  /**
   * Writes the factors of one item at one site, as {@link #fill(long, int, int, float[], int, int)}
   * does, starting with element {@code first}.
   *
   * @param first a multiple of {@link #ELEMENTS_PER_BLOCK}
   */
  public void fill(long step, int item, int site, int first, float[] out, int at, int count) {
    for (int done = 0; done < count; done += CHUNK) {
      int some = Math.min(CHUNK, count - done);
      bits(step, item, site, first + done, words, 0, some);
      spread(out, at + done, some);
    }
  }

  /**
   * Writes which elements of one item stay at one site: one bit each instead of a factor.
   *
   * @param first a multiple of {@link #ELEMENTS_PER_BLOCK}
   * @param out receives element first + e as bit e mod 64 of {@code out[at + e / 64]}, set if it
   *     stays; unused bits of the last number are 0
   */
  public void bits(long step, int item, int site, int first, long[] out, int at, int count) {
    if (first % ELEMENTS_PER_BLOCK != 0) {
      throw new IllegalArgumentException("element " + first + " is not the first of a block");
    }
    stays.draw(index(step, item), block(site, first), out, at, count);
  }

  /** Moves each lane's bit to the sign and spreads it: a branch would be unpredictable. */
  private void spread(float[] out, int at, int count) {
    int whole = count - count % INTS.length();
    for (int e = 0; e < whole; e += INTS.length()) {
      IntVector.broadcast(INTS, (int) (words[e / Long.SIZE] >>> e))
          .lanewise(VectorOperators.LSHL, TO_SIGN)
          .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
          .and(keptBits)
          .reinterpretAsFloats()
          .intoArray(out, at + e);
    }
    for (int e = whole; e < count; e++) {
      out[at + e] = (words[e / Long.SIZE] >>> e & 1) == 0 ? 0f : kept;
    }
  }
}
