package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersRefresherTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SweepMeters meters = new SweepMeters(registry);

  @Test
  void aLookThatFailsIsFollowedByOthers() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch shown = new CountDownLatch(3);
    try (MetersRefresher refresher =
        new MetersRefresher(
            meters,
            () -> {
              if (looks.incrementAndGet() <= 2) {
                throw new IllegalStateException("the database is gone");
              }
              shown.countDown();
              return SomeReadings.all();
            },
            AT_ONCE)) {
      assertThat(shown.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(registry.get("gpicl.queue.depth").gauge().value()).isEqualTo(3);
  }

  @Test
  void closingWaitsForTheLookInProgressAndDoesNotInterruptIt() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    MetersRefresher refresher =
        new MetersRefresher(
            meters,
            () -> {
              looking.countDown();
              try {
                closing.await();
                ended.set(true);
              } catch (InterruptedException e) {
                throw new IllegalStateException("it was interrupted", e);
              }
              return SomeReadings.all();
            },
            AT_ONCE);
    assertThat(looking.await(20, TimeUnit.SECONDS)).isTrue();
    Thread closer = new Thread(refresher::close);
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    closing.countDown();
    closer.join();
    assertThat(ended).isTrue();
  }
}
