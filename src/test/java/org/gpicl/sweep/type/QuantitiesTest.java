package org.gpicl.sweep.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.gpicl.sweep.CheckpointPolicy;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, sizes, times and lengths of training at their limits. */
class QuantitiesTest {

  private static <T> T read(SettingType<T> type, String text) {
    return type.read(scalar(text), "x", new Problems()).orElse(null);
  }

  private static Scalar scalar(String text) {
    return new Scalar(Location.override("x"), text, true);
  }

  @ParameterizedTest
  @CsvSource({"0B, 0", "1B, 1", "20GB, 20000000000", "512MiB, 536870912", "0.5 KiB, 512"})
  void sizesAreBytes(String text, long bytes) {
    assertThat(QuantityTypes.parseBytes(text)).contains(bytes);
  }

  @Test
  void sizesEndAtAnExabyteAndAreWholeBytes() {
    assertThat(QuantityTypes.parseBytes("1000000TB")).contains(1_000_000_000_000_000_000L);
    assertThat(QuantityTypes.parseBytes("1000001TB")).isEmpty();
    assertThat(QuantityTypes.parseBytes("0.5B")).isEmpty();
    assertThat(QuantityTypes.parseBytes("1iB")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"90m, 5400", "12h, 43200", "30d, 2592000", "45 s, 45", "999999d, 86399913600"})
  void agesMayBeLong(String text, long seconds) {
    assertThat(QuantityTypes.parseAge(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "d", "1w", "-1d", "1000000d", "1.5h"})
  void otherAgesAreRefused(String text) {
    assertThat(QuantityTypes.parseAge(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "86401s", "1441m", "25h", "0m"})
  void timesAreFromASecondToADay(String text) {
    assertThat(read(QuantityTypes.duration(), text)).isNull();
    assertThat(read(QuantityTypes.checkpoint(), text)).isNull();
  }

  @Test
  void checkpointsAreDueAfterATimeOrANumberOfSteps() {
    assertThat(read(QuantityTypes.checkpoint(), "5m"))
        .isEqualTo(new CheckpointPolicy.EveryTime(Duration.ofMinutes(5)));
    assertThat(read(QuantityTypes.checkpoint(), "200 steps"))
        .isEqualTo(new CheckpointPolicy.EverySteps(200));
    assertThat(read(QuantityTypes.checkpoint(), "0 steps")).isNull();
  }

  @Test
  void epochsAreCountedInStepsWithoutOverflow() {
    long most = Long.MAX_VALUE;

    assertThat(epochs(3).steps(16)).isEqualTo(48);
    assertThat(epochs(0).steps(16)).isZero();
    assertThat(epochs(2).steps(most / 2)).isEqualTo(most - 1);
    assertThat(epochs(2).steps(most / 2 + 1)).isEqualTo(most);
    assertThat(new TrainingLength(7, TrainingLength.Unit.STEPS).steps(16)).isEqualTo(7);
  }

  private static TrainingLength epochs(long count) {
    return new TrainingLength(count, TrainingLength.Unit.EPOCHS);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "12345678, 12345678",
    "10000000, 10000000",
    "100000000, 1e+8",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "0, 0"
  })
  void numbersAreWrittenShort(double number, String text) {
    assertThat(Numbers.write(number)).isEqualTo(text);
    assertThat(Numbers.decimal(text)).contains(number);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "4096, 4096",
    "8192, 2^13",
    "12288, 12288",
    "1000000000, 10^9",
    "2147483647, 2^31 - 1",
    "1099511627776, 2^40"
  })
  void largePowersAreShownAsSuch(long number, String text) {
    assertThat(Numbers.power(number)).isEqualTo(text);
  }

  @Test
  void numbersHaveAtMostFortyCharacters() {
    String digits = "1_0_0_0_0_0_0_0_0_0_0_0_0_0_0_0_0_0_0e";
    String fraction = "0." + "0".repeat(37);

    assertThat(Numbers.whole(digits + "+0")).contains(1_000_000_000_000_000_000L);
    assertThat(Numbers.whole(digits + "+00")).isEmpty();
    assertThat(Numbers.decimal(fraction + "1")).contains(1e-38);
    assertThat(Numbers.decimal(fraction + "01")).isEmpty();
  }

  @Test
  void anAxisHasAtMostAHundredThousandValues() {
    Problems problems = new Problems();
    AxisType axis = new AxisType(0, 1_000_000);

    assertThat(read(axis, "0..99999")).hasSize(100_000);
    assertThat(axis.read(scalar("0..100000"), "seeds", problems)).isEmpty();
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageEndingWith(
            "seeds: 0..100000 expands to 100001 values; an axis takes at most 100000");
  }

  @Test
  void aRangeIsWrittenInAtMostTwoHundredCharacters() {
    AxisType axis = new AxisType(1, 10);
    String room = " ".repeat(200 - "1..3step 2".length() - 1);

    assertThat(read(axis, "1..3" + room + " step 2")).isEqualTo(List.of(1L, 3L));
    assertThat(read(axis, "1..3" + room + "  step 2")).isNull();
  }

  @Test
  void anAxisIsWrittenAsAList() {
    AxisType axis = new AxisType(1, 64);

    assertThat(axis.write(read(axis, "2^0..2^3"))).isEqualTo("[1, 2, 4, 8]");
    assertThat(axis.takes())
        .isEqualTo(
            "a whole number from 1 to 64, a list of them, or a range such as 2^0..2^14 step 2^2");
    assertThat((List<?>) axis.schema().get("anyOf")).as("a number, a list, a range").hasSize(3);
  }
}
