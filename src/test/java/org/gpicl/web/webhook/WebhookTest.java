package org.gpicl.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gpicl.job.queue.SweepEvent;
import org.gpicl.store.OrderTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Word of what happened, to a local server. */
class WebhookTest {
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Integer answer = answers.poll();
          exchange.sendResponseHeaders(answer == null ? 204 : answer, -1);
          exchange.close();
          received.add(body);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Webhook webhook(int tries, Runnable givenUp) {
    URI target = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    return new Webhook(
        target, Set.of("finished", "failed", "missed"), tries, Duration.ofMillis(1), givenUp);
  }

  private static OrderTable.Row row(OrderTable.State state, String told) {
    Instant now = Instant.parse("2026-11-25T02:00:00Z");
    return new OrderTable.Row(
        7,
        new OrderTable.Order(
            "nightly",
            "name: nightly",
            false,
            false,
            OrderTable.Origin.SCHEDULE,
            now,
            Duration.ZERO),
        now,
        Optional.of(now),
        Optional.of(now),
        state,
        told);
  }

  private JsonNode next() throws InterruptedException {
    return JsonMapper.shared().readTree(received.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void eachKindOfEndHasItsWord() throws Exception {
    try (Webhook webhook = webhook(1, () -> {})) {
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.DONE, "")));
      JsonNode finished = next();
      assertThat(finished.get("event").asString()).isEqualTo("finished");
      assertThat(finished.get("order").get("sweep").asString()).isEqualTo("nightly");
      assertThat(finished.get("order").get("dueAt").asString()).isEqualTo("2026-11-25T02:00:00Z");

      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.HINDERED, "the disk is full")));
      JsonNode failed = next();
      assertThat(failed.get("event").asString()).isEqualTo("failed");
      assertThat(failed.get("text").asString()).contains("nightly failed: the disk is full");

      webhook.hear(new SweepEvent.NotRun(row(OrderTable.State.MISSED, "no server was there")));
      assertThat(next().get("event").asString()).isEqualTo("missed");
    }
  }

  @Test
  void whatNobodyWantsToHearIsNotSent() throws Exception {
    try (Webhook webhook = webhook(1, () -> {})) {
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.STOPPED, "")));
      webhook.hear(new SweepEvent.NotRun(row(OrderTable.State.SKIPPED, "")));
      webhook.hear(new SweepEvent.Begun(row(OrderTable.State.RUNNING, "")));
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.DONE, "the only one")));
      assertThat(next().get("text").asString()).contains("the only one");
      assertThat(received).isEmpty();
    }
  }

  @Test
  void anAddressThatFailsForAWhileIsTriedAgain() throws Exception {
    answers.addAll(List.of(500, 503));
    try (Webhook webhook = webhook(3, () -> {})) {
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.DONE, "")));
      assertThat(next()).isEqualTo(next()).isEqualTo(next());
    }
  }

  @Test
  void anAddressThatAlwaysFailsIsGivenUpAndTheNextWordIsTried() throws Exception {
    answers.addAll(List.of(500, 500));
    CountDownLatch givenUp = new CountDownLatch(1);
    try (Webhook webhook = webhook(2, givenUp::countDown)) {
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.DONE, "lost")));
      assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();
      webhook.hear(new SweepEvent.Ended(row(OrderTable.State.DONE, "heard")));
      next();
      next();
      assertThat(next().get("text").asString()).contains("heard");
    }
  }
}
