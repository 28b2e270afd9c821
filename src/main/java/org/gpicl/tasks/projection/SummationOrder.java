package org.gpicl.tasks.projection;

/**
 * How the library's matrix product adds up a sum of n terms: in blocks one after the other, each
 * from its first term to its last, then block onto block. A sum without some of its zeros has the
 * same bits if its blocks begin where they began.
 *
 * @param longest terms of a block; what is left is halved when it is longer than one
 */
record SummationOrder(int longest) {
  private static final int UNIT = 16;

  /** The end of the block that begins at a term, of n terms in all. */
  int end(int begin, int n) {
    int left = n - begin;
    if (left >= 2 * longest) {
      return begin + longest;
    }
    return left > longest ? begin + (left / 2 + UNIT - 1) / UNIT * UNIT : n;
  }
}
