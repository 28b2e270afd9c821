package org.gpicl.report.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theErrorOverSeedsIsThatOfTheirMean() {
    // Mean 2, squares 1 + 0 + 1 over 2, over 3 values.
    assertThat(Spread.of(List.of(1.0, 2.0, 3.0)).standardError())
        .isCloseTo(Math.sqrt(1 / 3.0), within(1e-15));
    assertThat(Spread.of(List.of(1.0)).standardError()).isNaN();
    assertThat(Spread.of(List.of()).standardError()).isNaN();
  }

  @Test
  void aMedianIsWhatHalfOfTheSeedsExceed() {
    assertThat(Spread.of(List.of(.9, .2, .21)).median()).isEqualTo(.21);
    assertThat(Spread.of(List.of(.5, .25)).median()).isEqualTo(.375);
  }

  @Test
  void seedsAreOnBothSidesOfALevelIfOneIsBelowIt() {
    assertThat(Spread.of(List.of(.1, .9)).bothSidesOf(.2)).isTrue();
    assertThat(Spread.of(List.of(.2, .9)).bothSidesOf(.2)).isFalse();
    assertThat(Spread.of(List.of(.1, .15)).bothSidesOf(.2)).isFalse();
    assertThat(Spread.of(List.of()).bothSidesOf(.2)).isFalse();
  }
}
