package org.gpicl.metrics.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a collector that is away is asked again. */
class SpanDeliveryTest {
  private long now;
  private int asked;
  private boolean there;

  private final SpanDelivery delivery =
      new SpanDelivery(
          new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> spans) {
              asked++;
              return there ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
            }

            @Override
            public CompletableResultCode flush() {
              return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
              return CompletableResultCode.ofSuccess();
            }
          },
          () -> now);

  private boolean sent() {
    return delivery.export(List.of()).isSuccess();
  }

  @Test
  void oneThatIsAwayIsLeftAloneForHalfAMinute() {
    assertThat(sent()).isFalse();
    there = true;
    now += TimeUnit.SECONDS.toNanos(29);
    assertThat(sent()).isFalse();
    assertThat(asked).isEqualTo(1);
    now += TimeUnit.SECONDS.toNanos(2);
    assertThat(sent()).isTrue();
    assertThat(sent()).isTrue();
    assertThat(asked).isEqualTo(3);
  }
}
