package org.gpicl.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

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

  @Property
  void everyNumberReadsBackAsItself(@ForAll double value) {
    assertThat(Double.parseDouble(Decimal.shortest(value))).isEqualTo(value + 0.0);
  }
}
