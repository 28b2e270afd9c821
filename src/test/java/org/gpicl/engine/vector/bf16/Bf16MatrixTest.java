package org.gpicl.engine.vector.bf16;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How floats become bf16. */
class Bf16MatrixTest {
  private static float back(short half) {
    return Float.intBitsToFloat(half << 16);
  }

  private static short[] rounded(float... numbers) {
    short[] halves = new short[numbers.length];
    Bf16Matrix.round(numbers, 0, halves, numbers.length);
    return halves;
  }

  @Test
  void numbersBecomeTheNearestThatHasEightBits() {
    Random random = new Random(1);
    float[] numbers = new float[1000];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(60) - 30));
    }
    short[] halves = rounded(numbers);
    for (int k = 0; k < numbers.length; k++) {
      double distance = Math.abs(numbers[k] - (double) back(halves[k]));
      double below = Math.abs(numbers[k] - (double) back((short) (halves[k] - 1)));
      double above = Math.abs(numbers[k] - (double) back((short) (halves[k] + 1)));
      assertThat(distance).as("%s", numbers[k]).isLessThanOrEqualTo(Math.min(below, above));
    }
  }

  @Test
  void tiesBecomeEven() {
    float down = Float.intBitsToFloat(0x3f808000);
    float up = Float.intBitsToFloat(0x3f818000);
    assertThat(rounded(down, up, -down, -up))
        .containsExactly((short) 0x3f80, (short) 0x3f82, (short) 0xbf80, (short) 0xbf82);
  }

  @Test
  void whatIsNoNumberStaysNone() {
    assertThat(back(rounded(Float.NaN)[0])).isNaN();
    assertThat(back(rounded(Float.POSITIVE_INFINITY)[0])).isInfinite();
    assertThat(back(rounded(Float.MAX_VALUE)[0])).isInfinite();
    assertThat(rounded(0f, -0f)).containsExactly((short) 0, (short) 0x8000);
  }
}
