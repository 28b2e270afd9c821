package org.gpicl.tasks.projection;

/**
 * The order in which the library's matrix product sums n terms: block by block, each from its first
 * term to its last, then the blocks' sums in order. Leaving out zeros keeps the bits if the blocks
 * still begin at the same terms.
 *
 * @param longest terms in a block; a remainder longer than that is halved
 */
record SummationOrder(int longest) {
  private static final int UNIT = 16;

  /** The end (exclusive) of the block that begins at a term, of n terms in all. */
  int end(int begin, int n) {
    int left = n - begin;
    if (left >= 2 * longest) {
      return begin + longest;
    }
    return left > longest ? begin + (left / 2 + UNIT - 1) / UNIT * UNIT : n;
  }
}
