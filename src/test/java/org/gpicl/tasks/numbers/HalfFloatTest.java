package org.gpicl.tasks.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.gpicl.fuzz.Cases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class HalfFloatTest {

  @Test
  void everyHalfHasTheValueOfItsDefinition() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      Double expected = defined(bits);
      Double actual = (double) HalfFloat.toFloat((short) bits);
      assertThat(actual).as("%04x", bits).isEqualTo(expected);
    }
  }

  @Test
  void everyHalfSurvivesTheWayThereAndBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      short back = HalfFloat.fromFloat(HalfFloat.toFloat((short) bits));
      if (Double.isNaN(defined(bits))) {
        assertThat(HalfFloat.toFloat(back)).isNaN();
      } else {
        assertThat(back).as("%04x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void betweenTwoHalvesTheNearestIsTakenAndTiesGoToTheEvenOne() {
    for (int low = 0; low < 0x7BFF; low++) {
      float below = HalfFloat.toFloat((short) low);
      float above = HalfFloat.toFloat((short) (low + 1));
      float middle = (below + above) / 2;
      int even = (low & 1) == 0 ? low : low + 1;
      assertThat(HalfFloat.fromFloat(middle)).as("%04x", low).isEqualTo((short) even);
      assertThat(HalfFloat.fromFloat(Math.nextDown(middle))).isEqualTo((short) low);
      assertThat(HalfFloat.fromFloat(Math.nextUp(middle))).isEqualTo((short) (low + 1));
      assertThat(HalfFloat.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void whatIsTooLargeBecomesInfinite() {
    assertThat(HalfFloat.round(65519.996f)).isEqualTo(65504f);
    assertThat(HalfFloat.round(65520f)).isInfinite();
    assertThat(HalfFloat.round(Float.MAX_VALUE)).isInfinite();
    assertThat(HalfFloat.round(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(HalfFloat.round(Float.intBitsToFloat(0x7F800001))).isNaN();
  }

  @Test
  void aRoundedFloatIsTheNearestHalf() {
    Cases.of(1, 20_000).each(random -> aRoundedFloatIsTheNearestHalf((int) Cases.anyLong(random)));
    Cases.of(2, 20_000).each(random -> aRoundedFloatIsTheNearestHalf(random.nextInt()));
  }

  private static void aRoundedFloatIsTheNearestHalf(int bits) {
    float value = Float.intBitsToFloat(bits);
    short half = HalfFloat.fromFloat(value);
    float rounded = HalfFloat.toFloat(half);
    if (Float.isNaN(value)) {
      assertThat(rounded).isNaN();
    } else if (Math.abs(value) < 65520) {
      double error = Math.abs((double) rounded - value);
      int magnitude = half & 0x7FFF;
      double up = Math.abs(defined(magnitude + 1) - Math.abs((double) value));
      double down =
          magnitude == 0 ? 1 : Math.abs(defined(magnitude - 1) - Math.abs((double) value));
      assertThat(error).isLessThanOrEqualTo(Math.min(up, down));
      assertThat(Math.copySign(1, rounded)).isEqualTo(Math.copySign(1, value));
    } else {
      assertThat(rounded).isInfinite();
    }
  }

  @Test
  void manyAreConvertedAsEachIsAlone() {
    int count = 1 << 12;
    float[] from = new float[count + 3];
    short[] halfs = new short[count + 3];
    float[] back = new float[count + 3];
    float[] rounded = new float[count + 3];
    // All signs, exponents and upper fractions, with the lower ones that decide ties.
    for (int low : new int[] {0, 1, 0xFFF, 0x1000, 0x1001, 0x1FFF}) {
      for (int high = 0; high < 1 << 20; high += count) {
        for (int k = 0; k < count; k++) {
          from[1 + k] = Float.intBitsToFloat(high + k << 12 ^ low);
        }
        int some = count - high / count % 16;
        HalfFloat.fromFloats(from, 1, halfs, 2, some);
        HalfFloat.toFloats(halfs, 2, back, 3, some);
        HalfFloat.roundAll(from, 1, rounded, 0, some);
        for (int k = 0; k < some; k++) {
          float value = from[1 + k];
          int bits = Float.floatToRawIntBits(HalfFloat.round(value));
          if (halfs[2 + k] != HalfFloat.fromFloat(value)
              || Float.floatToRawIntBits(back[3 + k]) != bits
              || Float.floatToRawIntBits(rounded[k]) != bits) {
            fail("%08x in place %d", Float.floatToRawIntBits(value), k);
          }
        }
      }
    }
  }

  private static double defined(int bits) {
    int exponent = bits >>> 10 & 31;
    int fraction = bits & 0x3FF;
    double magnitude =
        exponent == 31
            ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
            : exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.pow(2, exponent - 25);
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }
}
