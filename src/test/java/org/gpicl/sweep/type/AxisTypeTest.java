package org.gpicl.sweep.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;
import org.gpicl.sweep.yaml.YamlValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTypeTest {

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "2^14, 16384",
    "60_000, 60000",
    "1e3, 1000",
    "'[1, 4, 16]', 1 4 16",
    "'[16, 1, 4]', 16 1 4",
    "2^0..2^6 step 2^2, 1 4 16 64",
    "2^0..2^7 step 2^2, 1 4 16 64",
    "2^1..2^4, 2 4 8 16",
    "3^1..3^3, 3 9 27",
    "0..4, 0 1 2 3 4",
    "1..9 step 4, 1 5 9",
    "1..10 step 4, 1 5 9",
    "5..5, 5",
    "1..100 step 10^1, 1 10 100",
    "2^3..12, 8 9 10 11 12",
    "2^1..3^2, 2 3 4 5 6 7 8 9",
    "2^39..2^40, 549755813888 1099511627776",
  })
  void axesExpand(String text, String expected) {
    Problems problems = new Problems();
    YamlValue value = YamlReader.read(text, Location.override("x"), problems).orElseThrow();
    List<Long> numbers = Arrays.stream(expected.split(" ")).map(Long::valueOf).toList();

    assertThat(new AxisType(0, 1L << 40).read(value, "x", problems)).contains(numbers);
    problems.throwIfAny();
  }
}
