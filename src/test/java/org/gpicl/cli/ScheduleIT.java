package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Sweeps that a server runs at their times. */
@Order(2)
class ScheduleIT {
  @TempDir Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void aScheduleRunsItsSweepAndNeverTwiceAtATime() throws Exception {
    String nightly = ServedSweep.ENDLESS + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC}\n";
    try (GpiclServer server = GpiclServer.startLight(home(), file("nightly.yaml", nightly))) {
      server.process().awaitStep("served", ServedSweep.KEY, 20);
      JsonNode history =
          server.await("api/history", all -> ServedSweep.states(all).contains("SKIPPED"));
      JsonNode skipped = history.get(ServedSweep.states(history).indexOf("SKIPPED"));
      assertThat(skipped.get("told").asString()).contains("was still going");
      assertThat(ServedSweep.states(history)).containsOnlyOnce("RUNNING");
    }
  }

  @Tag("full")
  @Test
  void aScheduleIsPausedResumedAndRemovedFromAnotherTerminal() throws Exception {
    String nightly = ServedSweep.ENDLESS + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC}\n";
    try (GpiclServer server = GpiclServer.startLight(home(), file("nightly.yaml", nightly))) {
      server.await("api/history", all -> ServedSweep.states(all).contains("SKIPPED"));
      assertThat(
              GpiclProcess.startLight(home(), "schedule", "pause", "served").mustEndWith(0).out())
          .contains("gpicl schedule resume served");
      GpiclProcess.startLight(home(), "stop", "served").mustEndWith(0);
      assertThat(GpiclProcess.startLight(home(), "schedule", "list").mustEndWith(0).out())
          .contains("served", "*/2 * * * * ?", "paused")
          .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC, (stopped|skipped)");
      server.await("api/sweeps", all -> !all.get(0).get("running").asBoolean());
      int before = server.get("api/history").size();
      GpiclProcess.startLight(home(), "schedule", "resume", "served").mustEndWith(0);
      server.await("api/history", all -> all.size() > before);
      assertThat(GpiclProcess.startLight(home(), "rm", "served", "--yes").mustEndWith(4).err())
          .containsAnyOf("is running it", "gpicl schedule remove served");
      GpiclProcess.startLight(home(), "schedule", "remove", "served").mustEndWith(0);
      assertThat(server.get("api/schedules")).isEmpty();
      assertThat(GpiclProcess.startLight(home(), "schedule", "next", "served").mustEndWith(2).err())
          .contains("not scheduled");
    }
  }

  @Tag("full")
  @Test
  void timesWithoutAServerAreMadeUpForOrSkippedAsTheFileSays() throws Exception {
    Files.createDirectories(home().resolve("config"));
    Files.writeString(
        home().resolve("config/application.yml"),
        "spring.quartz.properties: {\"org.quartz.jobStore.misfireThreshold\": \"500\"}\n");
    // A date that has passed cannot be scheduled: so it is made to pass while nobody is there.
    String soon = "schedule: {cron: \"*/3 * * * * ?\", zone: UTC, missed: %s}\n";
    GpiclProcess.startLight(
            home(), "schedule", "add", file("a.yaml", ServedSweep.SWEEP + soon.formatted("skip")))
        .mustEndWith(0);
    GpiclProcess added =
        GpiclProcess.startLight(
            home(),
            "schedule",
            "add",
            file(
                "b.yaml",
                ServedSweep.SWEEP.replace("served", "other") + soon.formatted("run-once")));
    assertThat(added.mustEndWith(0).out()).contains("Sweep other runs next at", "gpicl serve");

    try (GpiclServer server = GpiclServer.startLight(home())) {
      JsonNode history =
          server.await(
              "api/history",
              all ->
                  ServedSweep.states(all).contains("MISSED")
                      && all.toString().contains("\"other\""));
      JsonNode missed = history.get(ServedSweep.states(history).indexOf("MISSED"));
      assertThat(missed.get("sweep").asString()).isEqualTo("served");
      assertThat(missed.get("told").asString()).contains("no server was running");
      assertThat(missed.get("dueAt").isNull()).isFalse();
    }
  }

  @Tag("full")
  @Test
  void aScheduledRunEndsWhenItsTimeIsUpAndWordOfItIsSent() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    HttpServer listener =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    listener.start();
    Files.createDirectories(home().resolve("config"));
    Files.writeString(
        home().resolve("config/application.yml"),
        "gpicl.webhook: {url: \"http://127.0.0.1:%d/\", events: \"stopped\"}\n"
            .formatted(listener.getAddress().getPort()));
    String timed =
        ServedSweep.ENDLESS + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC, stopAfter: 2s}\n";
    try (GpiclServer server = GpiclServer.startLight(home(), file("timed.yaml", timed))) {
      JsonNode history =
          server.await("api/history", all -> ServedSweep.states(all).contains("STOPPED"));
      assertThat(history.get(ServedSweep.states(history).indexOf("STOPPED")).get("told").asString())
          .contains("its time was up", "0 of 1 cells done");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).contains("\"stopped\"", "its time was up");
      server.await(
          "api/history",
          all ->
              ServedSweep.states(all).lastIndexOf("STOPPED")
                  > ServedSweep.states(all).indexOf("STOPPED"));
    } finally {
      listener.stop(0);
    }
  }

  @Tag("full")
  @Test
  void aServerOnPostgresKeepsItsQueueAndSchedulesThere() throws Exception {
    try (PostgresServer database = PostgresServer.start()) {
      Map<String, String> there = Map.of("SPRING_DATASOURCE_URL", database.url());
      String often =
          file(
              "often.yaml", ServedSweep.SWEEP + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC}\n");
      try (GpiclServer server = GpiclServer.startLight(home(), there, often)) {
        server.await("api/history", all -> ServedSweep.states(all).contains("DONE"));
        assertThat(server.get("api/schedules").get(0).get("sweep").asString()).isEqualTo("served");
      }
    }
  }
}
