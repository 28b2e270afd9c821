package org.gpicl.job.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a worker has done enough. */
class WorkerLimitsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T06:00:00Z");

  private final AtomicLong nanos = new AtomicLong();

  private WorkerLimits limits(WorkerOptions options) {
    return new WorkerLimits(options, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);
  }

  private static WorkerOptions options(Duration idle, Instant until, OptionalInt cells) {
    return new WorkerOptions(
        Optional.empty(), 2, Optional.ofNullable(idle), Optional.ofNullable(until), cells);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void withoutLimitsItIsNeverEnough() {
    WorkerLimits limits = limits(options(null, null, OptionalInt.empty()));
    pass(Duration.ofDays(400));
    assertThat(limits.enough()).isFalse();
    assertThat(limits.timeIsUp()).isFalse();
    assertThat(limits.mayTake()).isTrue();
  }

  @Test
  void soManyCellsAreTakenAndTheLastOnesTrainedToTheirEnds() {
    WorkerLimits limits = limits(options(null, null, OptionalInt.of(2)));
    assertThat(limits.mayTake()).isTrue();
    assertThat(limits.mayTake()).isTrue();
    assertThat(limits.mayTake()).as("a third").isFalse();
    limits.done();
    assertThat(limits.enough()).as("one is still in training").isFalse();
    limits.done();
    assertThat(limits.enough()).isTrue();
  }

  @Test
  void anEmptyQueueCountsForNone() {
    WorkerLimits limits = limits(options(null, null, OptionalInt.of(1)));
    assertThat(limits.mayTake()).isTrue();
    limits.tookNone();
    assertThat(limits.enough()).isFalse();
    assertThat(limits.mayTake()).isTrue();
  }

  @Test
  void idleTimeBeginsAtTheStartAndAfterEachCell() {
    WorkerLimits limits = limits(options(Duration.ofMinutes(5), null, OptionalInt.empty()));
    pass(Duration.ofMinutes(4));
    assertThat(limits.mayTake()).isTrue();
    pass(Duration.ofMinutes(60));
    assertThat(limits.enough()).as("while it trains").isFalse();
    limits.done();
    pass(Duration.ofMinutes(4));
    assertThat(limits.enough()).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(limits.enough()).isTrue();
  }

  @Test
  void theTimeIsUpWhenTheMomentHasCome() {
    assertThat(limits(options(null, NOW, OptionalInt.empty())).timeIsUp()).isTrue();
    assertThat(limits(options(null, NOW.plusSeconds(1), OptionalInt.empty())).timeIsUp()).isFalse();
  }
}
