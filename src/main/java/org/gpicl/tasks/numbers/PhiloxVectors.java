package org.gpicl.tasks.numbers;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes Philox for many consecutive counters, one in each 64-bit lane, which holds the whole
 * product of two words.
 */
final class PhiloxVectors {
  /** Counters in a group. */
  static final int BLOCKS = 16;

  private static final int PLACES = BLOCKS / 2;

  /** The numbers that a group occupies in {@link #fill}'s output. */
  static final int GROUP = 4 * BLOCKS;

  private static final long LOW = 0xFFFFFFFFL;

  static final VectorSpecies<Long> LONGS =
      LongVector.SPECIES_PREFERRED.length() > PLACES
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_PREFERRED;

  private static final int LANES = LONGS.length();

  private static final LongVector COUNT = LongVector.zero(LONGS).addIndex(1);
  private static final LongVector LOWS = LongVector.broadcast(LONGS, LOW);
  private static final LongVector BY_0 = LongVector.broadcast(LONGS, Philox.MULTIPLIER_0);
  private static final LongVector BY_1 = LongVector.broadcast(LONGS, Philox.MULTIPLIER_1);

  private static final LongVector RAISE_0 = LongVector.broadcast(LONGS, Philox.WEYL_0 & LOW);
  private static final LongVector RAISE_1 = LongVector.broadcast(LONGS, Philox.WEYL_1 & LOW);

  private PhiloxVectors() {}

  /**
   * Writes the words of {@code groups * BLOCKS} consecutive counters: word w of block {@code block
   * + BLOCKS * g + j} is the low half of {@code out[GROUP * g + BLOCKS * w + j]}, whose high half
   * is undefined.
   *
   * @param index words 1 and 2 of the counters; word 3 is 0
   */
  static void fill(int block, long index, int key0, int key1, int groups, long[] out) {
    if (LANES < 4) {
      // Two lanes are no faster than plain arithmetic, and some processors cannot multiply them.
      oneByOne(block, index, key0, key1, groups, out);
    } else {
      sideBySide(block, index, key0, key1, groups, out);
    }
  }

  private static void oneByOne(int block, long index, int key0, int key1, int groups, long[] out) {
    int[] words = new int[4];
    for (int b = 0; b < groups * BLOCKS; b++) {
      Philox.block(block + b, (int) index, (int) (index >>> 32), 0, key0, key1, words, 0);
      for (int word = 0; word < 4; word++) {
        out[b / BLOCKS * GROUP + word * BLOCKS + b % BLOCKS] = words[word];
      }
    }
  }

  private static void sideBySide(
      int block, long index, int key0, int key1, int groups, long[] out) {
    // In each of the first two rounds, two words are the same for all counters.
    long product1 = Philox.MULTIPLIER_1 * (index >>> 32);
    long same0 = ((product1 >>> 32) ^ index ^ key0) & LOW;
    long product0 = Philox.MULTIPLIER_0 * same0;
    LongVector key0b = all(key1);
    LongVector key1a = all((int) product1 ^ key0 + Philox.WEYL_0);
    LongVector key1b = all((int) (product0 >>> 32) ^ key1 + Philox.WEYL_1);
    LongVector same3 = all((int) product0);
    LongVector key2a = all(key0 + 2 * Philox.WEYL_0);
    LongVector key2b = all(key1 + 2 * Philox.WEYL_1);
    for (int group = 0; group < groups; group++) {
      for (int place = 0; place < PLACES; place += LANES) {
        // Two columns, x and y: one computes while the other waits for its products. Words 0
        // and 2 are clean; words 1 and 3 have the upper halves of their products above them.
        int first = block + group * BLOCKS + place;
        LongVector x0 = COUNT.add(first).and(LOWS);
        LongVector y0 = COUNT.add(first + PLACES).and(LOWS);
        LongVector x3 = x0.mul(BY_0);
        LongVector y3 = y0.mul(BY_0);
        LongVector x2 = high(x3).lanewise(VectorOperators.XOR, key0b);
        LongVector y2 = high(y3).lanewise(VectorOperators.XOR, key0b);
        LongVector x1 = x2.mul(BY_1);
        LongVector y1 = y2.mul(BY_1);
        x0 = high(x1).lanewise(VectorOperators.XOR, key1a);
        y0 = high(y1).lanewise(VectorOperators.XOR, key1a);
        x2 = x3.lanewise(VectorOperators.XOR, key1b).and(LOWS);
        y2 = y3.lanewise(VectorOperators.XOR, key1b).and(LOWS);
        x3 = same3;
        y3 = same3;
        LongVector a = key2a;
        LongVector b = key2b;
        // Unrolled, the rounds would exceed what HotSpot inlines into one method.
        for (int round = 2; round < Philox.ROUNDS; round++) {
          LongVector xProduct0 = x0.mul(BY_0);
          LongVector yProduct0 = y0.mul(BY_0);
          LongVector xProduct1 = x2.mul(BY_1);
          LongVector yProduct1 = y2.mul(BY_1);
          x0 = mix(xProduct1, x1, a);
          y0 = mix(yProduct1, y1, a);
          x1 = xProduct1;
          y1 = yProduct1;
          x2 = mix(xProduct0, x3, b);
          y2 = mix(yProduct0, y3, b);
          x3 = xProduct0;
          y3 = yProduct0;
          a = a.add(RAISE_0);
          b = b.add(RAISE_1);
        }
        int at = group * GROUP + place;
        x0.intoArray(out, at);
        y0.intoArray(out, at + PLACES);
        x1.intoArray(out, at + BLOCKS);
        y1.intoArray(out, at + BLOCKS + PLACES);
        x2.intoArray(out, at + 2 * BLOCKS);
        y2.intoArray(out, at + 2 * BLOCKS + PLACES);
        x3.intoArray(out, at + 3 * BLOCKS);
        y3.intoArray(out, at + 3 * BLOCKS + PLACES);
      }
    }
  }

  private static LongVector all(int word) {
    return LongVector.broadcast(LONGS, word & LOW);
  }

  private static LongVector high(LongVector product) {
    return product.lanewise(VectorOperators.LSHR, 32);
  }

  /** A word of the next round, from the product of the word two places on. */
  private static LongVector mix(LongVector product, LongVector word, LongVector key) {
    return word.lanewise(VectorOperators.XOR, key)
        .and(LOWS)
        .lanewise(VectorOperators.XOR, high(product));
  }
}
