package org.gpicl.metrics.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a collector that is away in a sentence, and leaves it alone for a while: at the end of a
 * command, nothing is waited for that would fail again.
 */
final class SpanDelivery implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(SpanDelivery.class);
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(30);

  private final SpanExporter collector;
  private final LongSupplier nanoTime;
  private final AtomicBoolean away = new AtomicBoolean();
  private volatile long failedAt;

  SpanDelivery(SpanExporter collector, LongSupplier nanoTime) {
    this.collector = collector;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (away.get() && nanoTime.getAsLong() - failedAt < PAUSE) {
      return CompletableResultCode.ofFailure();
    }
    CompletableResultCode sent = collector.export(spans);
    sent.whenComplete(() -> note(sent));
    return sent;
  }

  private void note(CompletableResultCode sent) {
    if (sent.isSuccess()) {
      if (away.getAndSet(false)) {
        LOG.info("The collector of traces answers again.");
      }
      return;
    }
    failedAt = nanoTime.getAsLong();
    if (!away.getAndSet(true)) {
      Throwable reason = sent.getFailureThrowable();
      LOG.warn(
          "The collector of traces does not take them ({}); training continues, and what happens until it answers is missing there.",
          reason == null || reason.getMessage() == null ? "no reason given" : reason.getMessage());
    }
  }

  @Override
  public CompletableResultCode flush() {
    return collector.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return collector.shutdown();
  }
}
