package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointPolicyTest {
  private static final CheckpointPolicy A_MINUTE =
      new CheckpointPolicy.EveryTime(Duration.ofMinutes(1));
  private static final CheckpointPolicy HUNDRED_STEPS = new CheckpointPolicy.EverySteps(100);

  /** Cheap ones come soon, dear ones after the interval, and very dear ones later still. */
  @ParameterizedTest
  @CsvSource({
    "0, 2_000",
    "20, 2_000",
    "21, 2_100",
    "100, 10_000",
    "600, 60_000",
    "1_000, 60_000",
    "6_000, 60_000",
    "10_000, 100_000"
  })
  void theTimeBetweenCheckpointsFollowsFromWhatOneTakes(String writing, String between) {
    long took = nanos(writing);
    long due = nanos(between);

    assertThat(A_MINUTE.due(1, due, took)).isTrue();
    assertThat(A_MINUTE.due(1, due - 1, took)).isFalse();
    assertThat(A_MINUTE.expectedSeconds(took, Double.NaN)).isEqualTo(due / 1e9);
  }

  private static long nanos(String milliseconds) {
    return Long.parseLong(milliseconds.replace("_", "")) * 1_000_000;
  }

  @Test
  void noCheckpointIsDueBeforeAStep() {
    assertThat(A_MINUTE.due(0, Long.MAX_VALUE, 0)).isFalse();
    assertThat(HUNDRED_STEPS.due(0, Long.MAX_VALUE, 0)).isFalse();
  }

  @Test
  void aNumberOfStepsIsKeptHoweverLongStoringTakes() {
    assertThat(HUNDRED_STEPS.due(99, Long.MAX_VALUE, 0)).isFalse();
    assertThat(HUNDRED_STEPS.due(100, 1, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void stepsTakeAsLongAsThePaceOfTheTrainingSays() {
    assertThat(HUNDRED_STEPS.expectedSeconds(0, 20)).isEqualTo(5);
    assertThat(HUNDRED_STEPS.expectedSeconds(0, 0)).as("while it stalls").isNaN();
    assertThat(HUNDRED_STEPS.expectedSeconds(0, Double.NaN)).as("before it is known").isNaN();
  }
}
