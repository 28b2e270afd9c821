package org.gpicl.web.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.machine.threads.DaemonThreads;
import org.gpicl.store.OrderTable;
import org.gpicl.web.view.OrderSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * POSTs a notification for each run that ended, was skipped or was missed. A thread of its own
 * sends one after the other and tries each several times; a run waits for none.
 */
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SECONDS_AT_THE_END = 3;

  private final URI target;
  private final Set<String> wanted;
  private final RetryTemplate retries;
  private final Runnable givenUp;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(new DaemonThreads("webhook"));

  /**
   * @param wanted some of finished, failed, missed, skipped and stopped
   * @param tries how often each is tried
   * @param pause before the second try; it doubles
   * @param givenUp called for each that did not arrive
   */
  Webhook(URI target, Set<String> wanted, int tries, Duration pause, Runnable givenUp) {
    this.target = target;
    this.wanted = Set.copyOf(wanted);
    this.givenUp = givenUp;
    this.retries =
        new RetryTemplate(
            RetryPolicy.builder().maxRetries(tries - 1L).delay(pause).multiplier(2).build());
  }

  @EventListener
  void hear(SweepEvent event) {
    kind(event)
        .filter(wanted::contains)
        .ifPresent(kind -> sender.execute(() -> send(kind, event.order())));
  }

  private static Optional<String> kind(SweepEvent event) {
    if (event instanceof SweepEvent.NotRun notRun) {
      return Optional.of(notRun.order().state() == OrderTable.State.SKIPPED ? "skipped" : "missed");
    }
    if (event instanceof SweepEvent.Ended ended) {
      OrderTable.State state = ended.order().state();
      return Optional.of(
          state == OrderTable.State.DONE ? "finished" : state.bad() ? "failed" : "stopped");
    }
    return Optional.empty();
  }

  private void send(String kind, OrderTable.Row row) {
    byte[] body = JsonMapper.shared().writeValueAsBytes(message(kind, row));
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      retries.execute(() -> posted(request));
    } catch (RetryException e) {
      LOG.warn("Nobody could be told that {} {}", row.order().sweep(), kind, e.getCause());
      givenUp.run();
    }
  }

  private Boolean posted(HttpRequest request) throws IOException, InterruptedException {
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the webhook's address answered " + status);
    }
    return true;
  }

  /** With {@code text}, which chat programs show. */
  private static Map<String, Object> message(String kind, OrderTable.Row row) {
    Map<String, Object> message = new TreeMap<>();
    message.put("event", kind);
    message.put(
        "text",
        "gpicl: sweep %s %s%s"
            .formatted(
                row.order().sweep(), kind, row.message().isEmpty() ? "" : ": " + row.message()));
    message.put("order", OrderSummary.of(row));
    return message;
  }

  @Override
  public void close() {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(SECONDS_AT_THE_END, TimeUnit.SECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
