package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server, as an operator has it: orders, schedules, kills and restarts. */
@Order(2)
class ServeIT {
  private static final String SWEEP =
      """
      name: served
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: [4]
      hidden: [8]
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 1}
      evaluate: {seenTasks: 4, unseenTasks: 4, maxSamples: 100}
      checkpoint: {every: 10 steps}
      """;

  private static final String ENDLESS =
      SWEEP
          .replace("steps: 60, evaluateEvery: 20", "steps: 100000000, evaluateEvery: 1000000")
          .replace("every: 10 steps", "every: 1000 steps");
  private static final String KEY = "transformer-n4-h8-s0";

  @TempDir Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private static List<String> states(JsonNode history) {
    return StreamSupport.stream(history.spliterator(), false)
        .map(order -> order.get("state").asString())
        .toList();
  }

  @Test
  void whatTheCommandsDoToASweepWorksAgainstAServerToo() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(home())) {
      String endless = file("endless.yaml", ENDLESS);
      GpiclProcess run = GpiclProcess.startLight(home(), "run", endless);
      server.process().awaitStep("served", KEY, 20);

      GpiclProcess twice = GpiclProcess.startLight(home(), "run", endless).mustEndWith(4);
      assertThat(twice.err()).contains("sweep served has been running since", "gpicl stop served");
      assertThat(GpiclProcess.startLight(home(), "status", "served").mustEndWith(0).out())
          .contains(KEY, "running");
      assertThat(GpiclProcess.startLight(home(), "report", "served").mustEndWith(0).out())
          .contains("heatmap.html");
      assertThat(GpiclProcess.startLight(home(), "rm", "served", "--yes").mustEndWith(4).err())
          .contains("is running it");

      GpiclProcess.startLight(home(), "stop", "served").mustEndWith(0);
      assertThat(run.mustEndWith(3).err()).contains("Stopped: 0 of 1 cells done");
      assertThat(
              GpiclProcess.startLight(home(), "run", file("bad.yaml", "name: x"))
                  .mustEndWith(2)
                  .err())
          .contains("recipe");
      assertThat(GpiclProcess.startLight(home(), "resume", "nobody").mustEndWith(2).err())
          .contains("there is no sweep nobody");

      String changed = file("sixty.yaml", SWEEP);
      assertThat(GpiclProcess.startLight(home(), "run", changed).mustEndWith(4).err())
          .contains("100000000 -> 60", "--restart-changed");
      GpiclProcess restarted = GpiclProcess.startLight(home(), "run", changed, "--restart-changed");
      assertThat(restarted.mustEndWith(0).out()).contains("heatmap.png");
      assertThat(GpiclProcess.startLight(home(), "resume").mustEndWith(0).out())
          .contains("Everything was done before");
      assertThat(states(server.get("api/history")))
          .containsExactly("DONE", "DONE", "REFUSED", "STOPPED");
      assertThat(home().resolve("backups")).isDirectoryContaining("glob:**gpicl-*.mv.db");
    }
  }

  @Test
  void aServerThatIsKilledGoesOnWithWhatRanOnceItIsThereAgain() throws Exception {
    String slow =
        file(
            "slow.yaml",
            SWEEP.replace("steps: 60, evaluateEvery: 20", "steps: 200, evaluateEvery: 100"));
    GpiclServer killed = GpiclServer.startLight(home());
    GpiclProcess.startLight(home(), "run", slow, "--detach").mustEndWith(0);
    GpiclProcess.startLight(
            home(), "run", file("next.yaml", SWEEP.replace("served", "next")), "--detach")
        .mustEndWith(0);
    killed.process().awaitStep("served", KEY, 20);
    killed.process().kill();
    assertThat(GpiclProcess.startLight(home(), "status").mustEndWith(0).out())
        .contains("interrupted; `gpicl resume served`");

    try (GpiclServer server = GpiclServer.startLight(home())) {
      JsonNode history =
          server.await("api/history", all -> states(all).equals(List.of("DONE", "DONE")));
      assertThat(history.get(0).get("sweep").asString()).isEqualTo("next");
      List<JsonNode> runs =
          StreamSupport.stream(server.get("api/sweeps/served").get("runs").spliterator(), false)
              .toList();
      assertThat(runs)
          .extracting(run -> run.get("outcome").asString())
          .containsExactly("DONE", "LOST");
      String log = Files.readString(home().resolve("logs/gpicl.log"));
      assertThat(log).containsPattern("Cell " + KEY + " continues from step [1-9]\\d* of 200");
    }
  }

  @Tag("full")
  @Test
  void aServerThatIsEndedStopsWithinSecondsAndGoesOnLater() throws Exception {
    GpiclServer first = GpiclServer.startLight(home());
    GpiclProcess run = GpiclProcess.startLight(home(), "run", file("endless.yaml", ENDLESS));
    first.process().awaitStep("served", KEY, 20);
    first.process().terminate();
    first.process().mustEndWith(0);
    assertThat(run.mustEndWith(3).err()).contains("The server is gone");
    try (GpiclServer second = GpiclServer.startLight(home())) {
      second.process().awaitStep("served", KEY, 21);
    }
  }

  @Test
  void aScheduleRunsItsSweepAndNeverTwiceAtATime() throws Exception {
    String nightly = ENDLESS + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC}\n";
    try (GpiclServer server = GpiclServer.startLight(home(), file("nightly.yaml", nightly))) {
      server.process().awaitStep("served", KEY, 20);
      JsonNode history = server.await("api/history", all -> states(all).contains("SKIPPED"));
      JsonNode skipped = history.get(states(history).indexOf("SKIPPED"));
      assertThat(skipped.get("told").asString()).contains("was still going");
      assertThat(states(history)).containsOnlyOnce("RUNNING");

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

  @Test
  void timesWithoutAServerAreMadeUpForOrSkippedAsTheFileSays() throws Exception {
    Files.createDirectories(home().resolve("config"));
    Files.writeString(
        home().resolve("config/application.yml"),
        "spring.quartz.properties: {\"org.quartz.jobStore.misfireThreshold\": \"500\"}\n");
    // A date that has passed cannot be scheduled: so it is made to pass while nobody is there.
    String soon = "schedule: {cron: \"*/3 * * * * ?\", zone: UTC, missed: %s}\n";
    GpiclProcess.startLight(
            home(), "schedule", "add", file("a.yaml", SWEEP + soon.formatted("skip")))
        .mustEndWith(0);
    GpiclProcess added =
        GpiclProcess.startLight(
            home(),
            "schedule",
            "add",
            file("b.yaml", SWEEP.replace("served", "other") + soon.formatted("run-once")));
    assertThat(added.mustEndWith(0).out()).contains("Sweep other runs next at", "gpicl serve");

    try (GpiclServer server = GpiclServer.startLight(home())) {
      JsonNode history =
          server.await(
              "api/history",
              all -> states(all).contains("MISSED") && all.toString().contains("\"other\""));
      JsonNode missed = history.get(states(history).indexOf("MISSED"));
      assertThat(missed.get("sweep").asString()).isEqualTo("served");
      assertThat(missed.get("told").asString()).contains("no server was running");
      assertThat(missed.get("dueAt").isNull()).isFalse();
    }
  }

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
    String timed = ENDLESS + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC, stopAfter: 2s}\n";
    try (GpiclServer server = GpiclServer.startLight(home(), file("timed.yaml", timed))) {
      JsonNode history = server.await("api/history", all -> states(all).contains("STOPPED"));
      assertThat(history.get(states(history).indexOf("STOPPED")).get("told").asString())
          .contains("its time was up", "0 of 1 cells done");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).contains("\"stopped\"", "its time was up");
      server.await(
          "api/history",
          all -> states(all).lastIndexOf("STOPPED") > states(all).indexOf("STOPPED"));
    } finally {
      listener.stop(0);
    }
  }

  @Test
  void whoHasNoTokenMayLookButNotTouch() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(home())) {
      assertThat(server.post("api/sweeps", "application/yaml", SWEEP).statusCode()).isEqualTo(202);
      server.await("api/history", all -> states(all).equals(List.of("DONE")));
      HttpRequest.Builder bare =
          HttpRequest.newBuilder(URI.create(server.page() + "api/sweeps/served/resume"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(server.send(bare).statusCode()).isEqualTo(401);
      assertThat(server.post("api/sweeps", "application/yaml", "name: x").body())
          .contains("recipe");
      assertThat(server.post("api/sweeps/nobody/stop", "application/json", "{}").statusCode())
          .isEqualTo(404);
      JsonNode cell = server.get("api/sweeps/served/cells/" + KEY);
      assertThat(cell.get("points").size()).isEqualTo(3);
      assertThat(cell.get("cell").get("unseen").isNumber()).isTrue();
      JsonNode api = server.get("api/openapi");
      assertThat(api.get("paths").has("/api/sweeps/{name}/cells/{key}")).isTrue();
      JsonNode health = server.get("actuator/health").get("components");
      for (String part : List.of("db", "diskSpace", "workers", "scheduler")) {
        assertThat(health.get(part).get("status").asString()).as(part).isEqualTo("UP");
      }
      assertThat(
              server
                  .send(HttpRequest.newBuilder(URI.create(server.page() + "h2-console")).GET())
                  .statusCode())
          .isEqualTo(404);
    }
  }

  @Tag("full")
  @Test
  void aPortThatIsTakenIsToldInASentence() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(home())) {
      String port = Integer.toString(URI.create(server.page()).getPort());
      GpiclProcess second =
          GpiclProcess.startLight(directory.resolve("other"), "serve", "--port", port)
              .mustEndWith(2);
      assertThat(second.err()).contains("cannot listen there", "--port");
      assertThat(GpiclProcess.startLight(home(), "serve").mustEndWith(4).err())
          .contains("is in use by a server");
    }
  }

  @Tag("full")
  @Test
  void aServerOnPostgresKeepsItsQueueAndSchedulesThere() throws Exception {
    try (PostgresServer database = PostgresServer.start()) {
      Map<String, String> there = Map.of("SPRING_DATASOURCE_URL", database.url());
      String often = file("often.yaml", SWEEP + "schedule: {cron: \"*/2 * * * * ?\", zone: UTC}\n");
      try (GpiclServer server = GpiclServer.startLight(home(), there, often)) {
        server.await("api/history", all -> states(all).contains("DONE"));
        assertThat(server.get("api/schedules").get(0).get("sweep").asString()).isEqualTo("served");
      }
    }
  }
}
