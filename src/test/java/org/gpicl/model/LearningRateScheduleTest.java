package org.gpicl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {
  private static final double RATE = 0.8;

  @ParameterizedTest
  @CsvSource({"0, 0.2", "1, 0.4", "2, 0.6", "3, 0.8", "4, 0.8", "1000000, 0.8"})
  void aConstantRateIsReachedInEqualStepsAndStays(long step, double rate) {
    assertThat(new LearningRateSchedule(RATE, 4, 0, 1).at(step)).isCloseTo(rate, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.4", "1, 0.8", "2, 0.8", "4, 0.4", "6, 0", "7, 0", "100, 0"})
  void aCosineFallsFromTheEndOfItsWarmUpToZeroAndStaysThere(long step, double rate) {
    assertThat(new LearningRateSchedule(RATE, 2, 6, 1).at(step)).isCloseTo(rate, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.4", "9, 0.4", "10, 0.8", "39, 0.682843", "40, 0.4", "49, 0.4", "60, 0"})
  void aScheduleOfEpochsKeepsItsRateWithinAnEpoch(long step, double rate) {
    assertThat(new LearningRateSchedule(RATE, 2, 6, 10).at(step)).isCloseTo(rate, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.8", "2, 0.8", "4, 0.4", "5, 0.117157", "6, 0.8", "8, 0.4", "10, 0", "11, 0"})
  void aCosineWithARestartFallsTwice(long step, double rate) {
    assertThat(new LearningRateSchedule(RATE, 2, 10, 1, 1).at(step)).isCloseTo(rate, within(1e-6));
  }

  @Test
  void periodsThatDoNotDivideTheTimeAreEqualOverAll() {
    LearningRateSchedule thirds = new LearningRateSchedule(RATE, 0, 10, 2, 1);
    assertThat(thirds.at(0)).isEqualTo(RATE);
    assertThat(thirds.at(4)).isEqualTo(RATE * 0.5 * (1 + StrictMath.cos(Math.PI * 0.2)));
    assertThat(thirds.at(7)).isEqualTo(RATE * 0.5 * (1 + StrictMath.cos(Math.PI * 0.1)));
    assertThatThrownBy(() -> new LearningRateSchedule(RATE, 2, 5, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each period");
    assertThatThrownBy(() -> new LearningRateSchedule(RATE, 0, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutAWarmUpTheFirstStepHasTheWholeRate() {
    assertThat(new LearningRateSchedule(RATE, 0, 0, 1).at(0)).isEqualTo(RATE);
    assertThat(new LearningRateSchedule(RATE, 0, 5, 1).at(0)).isEqualTo(RATE);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 1", "NaN, 0, 0, 1", "1, -1, 0, 1", "1, 0, -1, 1", "1, 0, 0, 0"})
  void aScheduleWithoutARateOrWithNegativeTimesIsRefused(
      double rate, long warmup, long cosine, long unit) {
    assertThatThrownBy(() -> new LearningRateSchedule(rate, warmup, cosine, unit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a rate above 0");
  }

  @Test
  void aCosineMustEndAfterItsWarmUp() {
    assertThatThrownBy(() -> new LearningRateSchedule(RATE, 5, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warm-up");
    assertThatCode(() -> new LearningRateSchedule(RATE, 5, 6, 1)).doesNotThrowAnyException();
    assertThatCode(() -> new LearningRateSchedule(RATE, 5, 0, 1)).doesNotThrowAnyException();
  }
}
