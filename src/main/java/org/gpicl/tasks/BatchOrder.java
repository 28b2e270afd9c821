package org.gpicl.tasks;

import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/**
 * Chooses the items of each training step: every epoch visits the whole set in a new pseudo-random
 * order, and the item at any place can be computed on its own. Fresh sets simply count upwards.
 *
 * <p>The order is a Feistel network over the next power of four, keyed by Philox with (seed,
 * epoch), walked until it lands inside the set (Black and Rogaway, "Ciphers with arbitrary finite
 * domains", 2002). With four rounds, the order of sets just below a power of four is biased: at
 * 4,096 items, the correlation of place and item varies 1.3 times as much as of a random order.
 */
public final class BatchOrder {
  private static final int ROUNDS = 8;

  /** Larger sets had four rounds before version 3 of the numerics. */
  private static final long ITEMS_ALWAYS_IN_EIGHT_ROUNDS = 1024;

  private final SetSpec set;
  private final int batch;
  private final RandomStream stream;
  private final int halfBits;

  /**
   * Orders the items of a set into batches.
   *
   * @param batch items per step
   * @throws IllegalArgumentException if {@code batch} is below 1
   */
  public BatchOrder(SetSpec set, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch of " + batch + " is empty");
    }
    this.set = set;
    this.batch = batch;
    this.stream = new RandomStream(set.seed(), Stream.BATCH_ORDER);
    int bits = set.fresh() ? 2 : Math.max(2, 64 - Long.numberOfLeadingZeros(set.items() - 1));
    this.halfBits = (bits + 1) / 2;
  }

  /** Whether version 3 of the numerics orders the items of a set as version 2 did. */
  public static boolean sameInVersion2(SetSpec set) {
    return set.fresh() || set.items() <= ITEMS_ALWAYS_IN_EIGHT_ROUNDS;
  }

  /** Steps in one epoch; an epoch of a fresh set has one sequence per task. */
  public static long stepsPerEpoch(SetSpec set, int batch) {
    long items = set.fresh() ? set.tasks() : set.items();
    return (items + batch - 1) / batch;
  }

  /** Items in a step's batch; the last batch of an epoch may be smaller. */
  public int size(long step) {
    if (set.fresh()) {
      return batch;
    }
    long first = (step % stepsPerEpoch(set, batch)) * batch;
    return (int) Math.min(batch, set.items() - first);
  }

  /** The item at place {@code k} of the batch of {@code step} (both counted from 0). */
  public long item(long step, int k) {
    if (set.fresh()) {
      return step * batch + k;
    }
    long stepsPerEpoch = stepsPerEpoch(set, batch);
    long epoch = step / stepsPerEpoch;
    long place = (step % stepsPerEpoch) * batch + k;
    do {
      place = shuffle(place, epoch);
    } while (place >= set.items());
    return place;
  }

  private long shuffle(long value, long epoch) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    int[] words = new int[4];
    for (int round = 0; round < ROUNDS; round++) {
      stream.words(epoch << 3 | round, (int) right, words, 0);
      long mixed = left ^ (words[0] & 0xFFFFFFFFL & mask);
      left = right;
      right = mixed;
    }
    return left << halfBits | right;
  }
}
