package org.gpicl.engine.vector;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reads one bit per element, as many at a time as a vector has lanes: broadcast, shift each lane's
 * bit to the sign by {@link #TO_SIGN}, and spread the sign over the lane.
 */
final class Bits {
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, Lanes.FLOATS.vectorShape());

  /** Moves the bit of each lane to the sign. */
  static final IntVector TO_SIGN = IntVector.zero(INTS).addIndex(1).neg().add(Integer.SIZE - 1);

  private Bits() {}

  /**
   * The words that hold the bits of {@code count} elements, and those that may be read after them:
   * the last vector of a row may begin after its last element, and reads two words.
   */
  static int words(int count) {
    return (count + Lanes.COUNT + Long.SIZE - 1) / Long.SIZE + 1;
  }

  /** Thirty-two bits from an element on; the bits begin at a word. */
  static int at(long[] bits, int word, int element) {
    int place = word + (element >> 6);
    return (int) (bits[place] >>> element | bits[place + 1] << 1 << ~element);
  }
}
