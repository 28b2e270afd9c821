package org.gpicl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.junit.jupiter.api.Test;

/** Every published number with dropout depends on which bits an element takes. */
class DropoutMaskLayoutTest {
  private static final int SEED = 7;
  private static final long STEP = 12_345;
  private static final int ITEM = 9;
  private static final int SITE = 4;

  private final DropoutMask mask = new DropoutMask(SEED, 0.1);

  @Test
  void anElementTakesItsSixteenBitsOfItsBlock() {
    int threshold = 6554; // 0.1 * 65536, rounded
    float kept = (float) (65536.0 / (65536 - threshold));
    RandomStream stream = new RandomStream(SEED, Stream.DROPOUT);
    for (int count : new int[] {1, 4, 5, 7, 8, 9, 1003}) {
      float[] factors = new float[count + 5];
      Arrays.fill(factors, -1f);
      mask.fill(STEP, ITEM, SITE, factors, 3, count);
      int[] words = new int[4];
      for (int e = 0; e < count; e++) {
        stream.words((STEP << 20) + ITEM, (SITE << 24) + e / 8, words, 0);
        int half = (words[e % 4] >>> (16 * (e / 4 % 2))) & 0xFFFF;
        assertThat(factors[3 + e]).as("element %d", e).isEqualTo(half < threshold ? 0f : kept);
      }
      assertThat(factors[2]).isEqualTo(-1f);
      assertThat(factors[3 + count]).isEqualTo(-1f);
    }
  }

  @Test
  void aPartOfAMaskIsThatPartOfTheWhole() {
    float[] whole = new float[200];
    mask.fill(STEP, ITEM, SITE, whole, 0, 200);
    float[] part = new float[53];
    mask.fill(STEP, ITEM, SITE, 96, part, 0, 53);

    assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 96, 96 + 53));
    assertThatThrownBy(() -> mask.fill(STEP, ITEM, SITE, 97, part, 0, 8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBitShowsWhetherItsElementStays() {
    for (double probability : new double[] {0, 0.1, 0.5, 0.9}) {
      DropoutMask some = new DropoutMask(SEED, probability);
      float[] factors = new float[5000];
      some.fill(STEP, ITEM, SITE, 40, factors, 0, factors.length);
      long[] bits = new long[80];
      some.bits(STEP, ITEM, SITE, 40, bits, 1, factors.length);
      for (int e = 0; e < factors.length; e++) {
        boolean stays = (bits[1 + e / 64] >>> e & 1) != 0;
        assertThat(factors[e]).as("element %d", e).isEqualTo(stays ? some.kept() : 0f);
      }
      assertThat(bits[0]).isZero();
      assertThat(bits[1 + factors.length / 64] >>> factors.length).isZero();
    }
    assertThatThrownBy(() -> mask.bits(STEP, ITEM, SITE, 4, new long[1], 0, 8))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
