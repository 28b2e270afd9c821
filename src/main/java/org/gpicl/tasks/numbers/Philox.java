package org.gpicl.tasks.numbers;

/**
 * The counter-based generator Philox 4x32 with 7 rounds.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011;
 * seven rounds are the fewest that pass BigCrush there. Tested against the authors' known answers.
 */
public final class Philox {
  /** Rounds of mixing. */
  public static final int ROUNDS = 7;

  /** The multiplier of word 0. */
  public static final long MULTIPLIER_0 = 0xD2511F53L;

  /** The multiplier of word 2. */
  public static final long MULTIPLIER_1 = 0xCD9E8D57L;

  /** Added to the first key word after each round. */
  public static final int WEYL_0 = 0x9E3779B9;

  /** Added to the second key word after each round. */
  public static final int WEYL_1 = 0xBB67AE85;

  private static final long LOW = 0xFFFFFFFFL;

  private Philox() {}

  /** Writes the four words of one counter to {@code out[at .. at + 3]}. */
  static void block(
      int counter0,
      int counter1,
      int counter2,
      int counter3,
      int key0,
      int key1,
      int[] out,
      int at) {
    int c0 = counter0;
    int c1 = counter1;
    int c2 = counter2;
    int c3 = counter3;
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (c0 & LOW);
      long product1 = MULTIPLIER_1 * (c2 & LOW);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    out[at] = c0;
    out[at + 1] = c1;
    out[at + 2] = c2;
    out[at + 3] = c3;
  }
}
