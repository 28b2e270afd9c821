package org.gpicl.job.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.gpicl.sweep.CheckpointPolicy;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  private final AtomicLong now = new AtomicLong(-5);

  private void pass(double seconds) {
    now.addAndGet(Math.round(1e9 * seconds));
  }

  private CheckpointPace pace(CheckpointPolicy policy) {
    return new CheckpointPace(policy, 10, now::get);
  }

  @Test
  void aTimeIsKeptWhereStoringIsQuick() {
    CheckpointPace pace = pace(new CheckpointPolicy.EveryTime(Duration.ofSeconds(60)));
    pass(59.9);
    assertThat(pace.due(20)).isFalse();
    pass(0.1);
    assertThat(pace.due(20)).isTrue();
    pace.store(20, () -> pass(0.5));
    pass(59.9);
    assertThat(pace.due(30)).isFalse();
    pass(0.1);
    assertThat(pace.due(30)).isTrue();
  }

  @Test
  void aTimeIsStretchedToAHundredTimesWhatStoringTook() {
    CheckpointPace pace = pace(new CheckpointPolicy.EveryTime(Duration.ofSeconds(60)));
    pace.store(20, () -> pass(2));
    pass(199);
    assertThat(pace.due(30)).isFalse();
    pass(1);
    assertThat(pace.due(30)).isTrue();
    pace.store(30, () -> pass(0.1));
    pass(60);
    assertThat(pace.due(40)).as("after a quick one").isTrue();
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
    CheckpointPolicy byTime = new CheckpointPolicy.EveryTime(Duration.ofSeconds(60));
    assertThat(byTime.expectedSeconds(0, Double.NaN)).isEqualTo(60);
    assertThat(byTime.expectedSeconds(2_000_000_000, 5)).as("stretched").isEqualTo(200);
    CheckpointPolicy bySteps = new CheckpointPolicy.EverySteps(20);
    assertThat(bySteps.expectedSeconds(2_000_000_000, 5)).isEqualTo(4);
    assertThat(bySteps.expectedSeconds(0, Double.NaN)).isNaN();
  }
}
