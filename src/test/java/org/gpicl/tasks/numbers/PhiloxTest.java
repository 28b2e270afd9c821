package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Known answers of its authors (Random123, kat_vectors, philox4x32 with 7 rounds). */
class PhiloxTest {

  @Test
  void zerosGiveTheKnownAnswer() {
    assertThat(block(0, 0, 0, 0, 0, 0))
        .containsExactly(0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48);
  }

  @Test
  void onesGiveTheKnownAnswer() {
    assertThat(block(-1, -1, -1, -1, -1, -1))
        .containsExactly(0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662);
  }

  @Test
  void theDigitsOfPiGiveTheKnownAnswer() {
    assertThat(block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
        .containsExactly(0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a);
  }

  private static int[] block(int c0, int c1, int c2, int c3, int k0, int k1) {
    int[] out = new int[6];
    Philox.block(c0, c1, c2, c3, k0, k1, out, 1);
    assertThat(out[0]).isZero();
    assertThat(out[5]).isZero();
    return java.util.Arrays.copyOfRange(out, 1, 5);
  }
}
