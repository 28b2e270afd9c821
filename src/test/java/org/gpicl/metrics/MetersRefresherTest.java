package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersRefresherTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SweepMeters meters = new SweepMeters(registry);

  @Test
  void readingsThatFailAreReadAgain() {
    AtomicInteger reads = new AtomicInteger();
    MetersRefresher refresher =
        new MetersRefresher(
            meters,
            () -> {
              if (reads.incrementAndGet() <= 2) {
                throw new IllegalStateException("the database is gone");
              }
              return SomeReadings.all();
            });
    refresher.refresh();
    refresher.refresh();
    refresher.refresh();
    assertThat(registry.get("gpicl.queue.depth").gauge().value()).isEqualTo(3);
  }
}
