package org.gpicl.job.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.gpicl.sweep.CheckpointPolicy;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  private static final CheckpointPolicy EVERY_MINUTE =
      new CheckpointPolicy.EveryTime(Duration.ofSeconds(60));

  private final AtomicLong now = new AtomicLong(-5);

  private void pass(double seconds) {
    now.addAndGet(Math.round(1e9 * seconds));
  }

  private CheckpointPace pace(CheckpointPolicy policy) {
    return new CheckpointPace(policy, 10, now::get);
  }

  private CheckpointPace warm(CheckpointPolicy policy) {
    CheckpointPace pace = pace(policy);
    pace.store(11, () -> pass(0.01));
    return pace;
  }

  @Test
  void aProcessThatLivesForSecondsStoresWhatItDid() {
    CheckpointPace pace = pace(EVERY_MINUTE);
    pass(1.9);
    assertThat(pace.due(20)).isFalse();
    pass(0.1);
    assertThat(pace.due(20)).isTrue();
    pace.store(20, () -> pass(0.01));
    pass(1.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
  }

  @Test
  void theFirstCheckpointOfAProcessDoesNotDelayTheSecond() {
    CheckpointPace pace = pace(EVERY_MINUTE);
    pace.store(20, () -> pass(0.4));
    assertThat(pace.nanosOfWriting()).isEqualTo(400_000_000);
    pass(1.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
  }

  @Test
  void theFirstTwoCheckpointsOfALargeStateTakeHalfOfTheTime() {
    CheckpointPace pace = pace(EVERY_MINUTE);
    pace.store(20, () -> pass(5));
    pass(4.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
  }

  @Test
  void storingTakesAHundredthOfTheTime() {
    CheckpointPace pace = warm(EVERY_MINUTE);
    pace.store(20, () -> pass(0.3));
    pass(29.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
    pace.store(30, () -> pass(0.05));
    pass(5);
    assertThat(pace.due(40)).as("after a quick one").isTrue();
  }

  @Test
  void theTimeOfTheFileIsTheLongest() {
    CheckpointPace pace = warm(EVERY_MINUTE);
    pace.store(20, () -> pass(2));
    pass(59.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
    CheckpointPace often = pace(new CheckpointPolicy.EveryTime(Duration.ofSeconds(1)));
    pass(1);
    assertThat(often.due(20)).as("shorter than the program's own").isTrue();
  }

  @Test
  void storingNeverTakesMoreThanATenthOfTheTime() {
    CheckpointPace pace = warm(EVERY_MINUTE);
    pace.store(20, () -> pass(30));
    pass(299);
    assertThat(pace.due(30)).isFalse();
    pass(1);
    assertThat(pace.due(30)).isTrue();
  }

  @Test
  void aNumberOfStepsIsTakenAtItsWord() {
    CheckpointPace pace = pace(new CheckpointPolicy.EverySteps(20));
    assertThat(pace.due(29)).isFalse();
    assertThat(pace.due(30)).isTrue();
    pace.store(30, () -> pass(1000));
    assertThat(pace.due(49)).isFalse();
    assertThat(pace.due(50)).isTrue();
  }

  @Test
  void nothingIsStoredTwice() {
    CheckpointPace pace = pace(new CheckpointPolicy.EveryTime(Duration.ofSeconds(1)));
    pass(3600);
    assertThat(pace.due(10)).isFalse();
    pace.store(10, () -> fail("it is stored already"));
  }

  @Test
  void theTimeBetweenTwoCheckpointsIsExpected() {
    assertThat(EVERY_MINUTE.expectedSeconds(0, Double.NaN)).isEqualTo(2);
    assertThat(EVERY_MINUTE.expectedSeconds(100_000_000, 5)).isEqualTo(10);
    assertThat(EVERY_MINUTE.expectedSeconds(2_000_000_000, 5)).isEqualTo(60);
    CheckpointPolicy bySteps = new CheckpointPolicy.EverySteps(20);
    assertThat(bySteps.expectedSeconds(2_000_000_000, 5)).isEqualTo(4);
    assertThat(bySteps.expectedSeconds(0, Double.NaN)).isNaN();
  }
}
