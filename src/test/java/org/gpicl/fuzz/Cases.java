package org.gpicl.fuzz;

import java.util.Random;
import java.util.function.Function;

/**
 * Random cases of a test: the same in every run, and the first ones of a longer run. {@code
 * -Dfuzz.times=4} tries four times as many, as the whole of the tests does, {@code
 * -Dfuzz.cases=200000} that many of each.
 */
public final class Cases {
  private static final int[] EXTREMES = {0, 1, -1, 2, -2, 3, -3, 4};

  private final long seed;
  private final int count;

  private Cases(long seed, int count) {
    this.seed = seed;
    this.count = Integer.getInteger("fuzz.cases", count * Integer.getInteger("fuzz.times", 1));
  }

  /** So many cases that follow from a seed. */
  public static Cases of(long seed, int count) {
    return new Cases(seed, count);
  }

  /** What a test does with one case. */
  public interface Check<T> {
    void of(T input) throws Exception;
  }

  /** Makes every case from a generator of its own; a failure tells which one it was. */
  public <T> void each(Function<Random, T> make, Check<T> check) {
    Random seeds = new Random(seed);
    for (int k = 0; k < count; k++) {
      T input = make.apply(new Random(seeds.nextLong()));
      try {
        check.of(input);
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw new AssertionError("case %d of seed %d: %s".formatted(k, seed, input), e);
      }
    }
  }

  /** The same for a test that draws its input itself. */
  public void each(Check<Random> check) {
    Random seeds = new Random(seed);
    for (int k = 0; k < count; k++) {
      long ours = seeds.nextLong();
      try {
        check.of(new Random(ours));
      } catch (Exception | AssertionError | StackOverflowError e) {
        throw new AssertionError("case %d of seed %d: new Random(%dL)".formatted(k, seed, ours), e);
      }
    }
  }

  /** Any number, of any length, and often one at an end of its range. */
  public static long anyLong(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 1 -> (random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE) ^ random.nextInt(4);
      default -> random.nextLong() >> random.nextInt(Long.SIZE);
    };
  }

  /** From one to the other, both of them often. */
  public static int within(Random random, int least, int most) {
    return switch (random.nextInt(16)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextInt(least, most + 1);
    };
  }
}
