package org.gpicl.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.fuzz.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @Test
  void aNumberIsAsShortAsItCanBe() {
    assertThat(Decimal.shortest(0.1)).isEqualTo("0.1");
    assertThat(Decimal.shortest(0.9569)).isEqualTo("0.9569");
    assertThat(Decimal.shortest(1)).isEqualTo("1.0");
    assertThat(Decimal.shortest(0)).isEqualTo("0.0");
    assertThat(Decimal.shortest(2e-3)).isEqualTo("0.002");
    assertThat(Decimal.shortest(1.0 / 3)).isEqualTo("0.3333333333333333");
    assertThat(Decimal.shortest(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(Decimal.shortest(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void largeNumbersAreWrittenOut() {
    assertThat(Decimal.shortest(2e23)).isEqualTo("200000000000000000000000.0");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
      })
  void everyNumberReadsBackAsItself(double value) {
    Double read = Double.valueOf(Decimal.shortest(value));
    assertThat(read).isEqualTo(Double.valueOf(value + 0.0));
  }

  @Test
  void randomNumbersReadBackAsThemselves() {
    Cases.of(1, 1000)
        .each(
            random -> {
              everyNumberReadsBackAsItself(Double.longBitsToDouble(random.nextLong()));
              everyNumberReadsBackAsItself(random.nextInt() / 1000.0);
            });
  }
}
