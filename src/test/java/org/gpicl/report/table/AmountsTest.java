package org.gpicl.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B, 0 B",
    "7, 7 B, 7 B",
    "999, 999 B, 999 B",
    "1000, 1.00 kB, 1.0 kB",
    "9940, 9.94 kB, 9.9 kB",
    "9950, 9.95 kB, 10 kB",
    "9994, 9.99 kB, 10 kB",
    "9995, 10.0 kB, 10 kB",
    "99949, 99.9 kB, 100 kB",
    "99950, 100 kB, 100 kB",
    "188400, 188 kB, 188 kB",
    "999499, 999 kB, 999 kB",
    "999500, 1.00 MB, 1.0 MB",
    "5600000000, 5.60 GB, 5.6 GB",
  })
  void bytesHaveThreeDigitsOrTwo(double bytes, String three, String two) {
    assertThat(Amounts.bytes(bytes)).isEqualTo(three);
    assertThat(Amounts.roughBytes(bytes)).isEqualTo(two);
  }
}
