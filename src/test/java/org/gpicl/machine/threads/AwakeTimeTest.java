package org.gpicl.machine.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void aSuspensionTakesNoTime() {
    AtomicLong now = new AtomicLong(-5);
    try (AwakeTime awake = new AwakeTime(now::get)) {
      for (int look = 0; look < 10; look++) {
        now.addAndGet(SECOND);
        awake.getAsLong();
      }
      assertThat(awake.getAsLong()).isEqualTo(10 * SECOND);
      now.addAndGet(3600 * SECOND);
      assertThat(awake.getAsLong()).isEqualTo(12 * SECOND);
    }
  }
}
