package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class BernoulliTest {
  private static final long UNTOUCHED = 0x5555_5555_5555_5555L;
  private static final RandomStream STREAM = new RandomStream(3, Stream.DROPOUT);
  private static final long INDEX = 77L << 20 | 5;
  private static final int BLOCK = (9 << 24) + 13;

  @Test
  void aBitIsSetWhereItsSixteenReachTheThreshold() {
    int[] thresholds = {0, 1, 6554, 0x7FFF, 0x8000, 0x8001, 60_000, 65_535, 65_536};
    int[] counts = {1, 8, 63, 64, 65, 127, 128, 129, 700, 2048, 4096 + 77};
    for (int threshold : thresholds) {
      for (int count : counts) {
        long[] out = new long[3 + (count + 63) / 64];
        Arrays.fill(out, UNTOUCHED);
        new Bernoulli(STREAM, threshold).draw(INDEX, BLOCK, out, 2, count);
        assertThat(out).as("%d of %d", threshold, count).isEqualTo(expected(threshold, count));
      }
    }
  }

  @Test
  void aThresholdIsOneOfSixteenBits() {
    assertThatThrownBy(() -> new Bernoulli(STREAM, -1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Bernoulli(STREAM, 65_537))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void nothingIsWrittenBeyondTheEnd() {
    long[] out = new long[2];
    assertThatThrownBy(() -> new Bernoulli(STREAM, 1).draw(INDEX, BLOCK, out, 0, 129))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(out).containsOnly(0);
  }

  private static long[] expected(int threshold, int count) {
    long[] out = new long[3 + (count + 63) / 64];
    out[0] = UNTOUCHED;
    out[1] = UNTOUCHED;
    out[out.length - 1] = UNTOUCHED;
    int[] words = new int[4];
    for (int e = 0; e < count; e++) {
      STREAM.words(INDEX, BLOCK + e / 8, words, 0);
      int half = words[e % 4] >>> (16 * (e / 4 % 2)) & 0xFFFF;
      if (half >= threshold) {
        out[2 + e / 64] |= 1L << e;
      }
    }
    return out;
  }
}
