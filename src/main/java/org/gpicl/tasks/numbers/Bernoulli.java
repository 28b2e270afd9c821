package org.gpicl.tasks.numbers;

import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Draws yes or no for many elements: one bit each, set where the element's sixteen random bits
 * reach a threshold. The result is a pure function of (stream, index, block), but there is an
 * internal buffer, so it is not safe for use by several threads.
 *
 * <p>Element e of a block of eight uses half e / 4 (0: low) of word e mod 4.
 */
public final class Bernoulli {
  /** The number of elements that one block of random numbers decides. */
  public static final int ELEMENTS_PER_BLOCK = 8;

  static {
    VectorProfile.gather();
  }

  private static final int HALVES = 1 << 16;
  private static final int WORDS = PhiloxVectors.BLOCKS * ELEMENTS_PER_BLOCK / Long.SIZE;

  /** Groups drawn at a time: their words stay in the first-level cache. */
  private static final int GROUPS = 8;

  private static final int BLOCKS = PhiloxVectors.BLOCKS;
  private static final int PLACES = BLOCKS / 2;
  private static final VectorSpecies<Long> LONGS = PhiloxVectors.LONGS;
  private static final long LOW = 0xFFFFFFFFL;

  /** A one in each of the four sixteen-bit numbers of a lane. */
  private static final long ONES = 0x0001000100010001L;

  private static final LongVector TOP = LongVector.broadcast(LONGS, ONES << 15);
  private static final LongVector LOWS = LongVector.broadcast(LONGS, LOW);

  /** Selects one byte in each half of a lane. */
  private static final LongVector BYTES = LongVector.broadcast(LONGS, 0x000000FF000000FFL);

  /** The bit offset of a place's byte in its half of a word. */
  private static final long[] BYTE_AT = {0, 8, 16, 24, 0, 8, 16, 24};

  private final RandomStream stream;
  private final int threshold;
  private final LongVector subtracted;
  private final LongVector either;
  private final long[] words = new long[GROUPS * PhiloxVectors.GROUP];
  private final long[] last = new long[WORDS];

  /**
   * Draws from a stream.
   *
   * @param threshold 0 to 65536: on average, this many of 65536 elements are not set
   */
  public Bernoulli(RandomStream stream, int threshold) {
    Objects.checkIndex(threshold, HALVES + 1);
    this.stream = stream;
    this.threshold = threshold;
    this.subtracted = LongVector.broadcast(LONGS, (threshold & 0x7FFF) * ONES);
    this.either = LongVector.broadcast(LONGS, threshold < HALVES / 2 ? ONES << 15 : 0);
  }

  /**
   * Draws {@code count} elements, starting with the first of {@code block}.
   *
   * @param out receives element e as bit e mod 64 of {@code out[at + e / 64]}; unused bits of the
   *     last number are 0
   */
  public void draw(long index, int block, long[] out, int at, int count) {
    Objects.checkFromIndexSize(at, (count + Long.SIZE - 1) / Long.SIZE, out.length);
    if (threshold == 0 || threshold == HALVES) {
      Arrays.fill(out, at, at + (count + Long.SIZE - 1) / Long.SIZE, threshold == 0 ? -1 : 0);
    } else {
      int groups = count / (WORDS * Long.SIZE);
      for (int group = 0; group < groups; group += GROUPS) {
        int some = Math.min(GROUPS, groups - group);
        stream.words(index, block + group * BLOCKS, some, words);
        for (int g = 0; g < some; g++) {
          compare(g * PhiloxVectors.GROUP);
          collect(g * PhiloxVectors.GROUP, out, at + (group + g) * WORDS);
        }
      }
      int rest = count - groups * WORDS * Long.SIZE;
      if (rest > 0) {
        stream.words(index, block + groups * BLOCKS, 1, words);
        compare(0);
        collect(0, last, 0);
        int to = at + groups * WORDS;
        System.arraycopy(last, 0, out, to, (rest + Long.SIZE - 1) / Long.SIZE);
      }
    }
    if (count % Long.SIZE != 0) {
      out[at + count / Long.SIZE] &= (1L << count) - 1;
    }
  }

  /** Replaces the first words of a group with their blocks' bytes, two per number. */
  private void compare(int at) {
    for (int place = at; place < at + PLACES; place += LONGS.length()) {
      LongVector bits =
          reached(place)
              .lanewise(VectorOperators.LSHR, 3)
              .or(reached(place + BLOCKS).lanewise(VectorOperators.LSHR, 2))
              .or(reached(place + 2 * BLOCKS).lanewise(VectorOperators.LSHR, 1))
              .or(reached(place + 3 * BLOCKS));
      bits.lanewise(VectorOperators.LSHR, 12)
          .or(bits.lanewise(VectorOperators.LSHR, 24))
          .and(BYTES)
          .intoArray(words, place);
    }
  }

  /**
   * Sets the top bit of every sixteen bits that reach the threshold; each lane holds two blocks.
   */
  private LongVector reached(int at) {
    LongVector halves =
        LongVector.fromArray(LONGS, words, at)
            .and(LOWS)
            .or(LongVector.fromArray(LONGS, words, at + PLACES).lanewise(VectorOperators.LSHL, 32));
    LongVector compared = halves.or(TOP).sub(subtracted);
    return halves.and(compared).or(halves.or(compared).and(either)).and(TOP);
  }

  private void collect(int from, long[] out, int at) {
    long four = 0;
    long more = 0;
    for (int place = 0; place < 4; place++) {
      four |= words[from + place] << BYTE_AT[place];
      more |= words[from + place + 4] << BYTE_AT[place];
    }
    out[at] = four & LOW | more << 32;
    out[at + 1] = four >>> 32 | more & ~LOW;
  }
}
