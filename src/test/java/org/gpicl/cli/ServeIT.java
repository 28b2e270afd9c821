package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server, as an operator has it: orders, kills and restarts. */
@Order(3)
class ServeIT {
  @TempDir Path directory;

  private Path home() {
    return directory.resolve("home");
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Tag("full")
  @Test
  void whatTheCommandsDoToASweepWorksAgainstAServerToo() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(home())) {
      String endless = file("endless.yaml", ServedSweep.ENDLESS);
      GpiclProcess run = GpiclProcess.startLight(home(), "run", endless);
      server.process().awaitStep("served", ServedSweep.KEY, 20);

      GpiclProcess twice = GpiclProcess.startLight(home(), "run", endless).mustEndWith(4);
      assertThat(twice.err()).contains("sweep served has been running since", "gpicl stop served");
      assertThat(GpiclProcess.startLight(home(), "status", "served").mustEndWith(0).out())
          .contains(ServedSweep.KEY, "running");
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
      Path images = Files.createDirectory(directory.resolve("images"));
      Files.writeString(images.resolve("train-images-idx3-ubyte"), "<html>not found</html>");
      Files.writeString(images.resolve("train-labels-idx1-ubyte"), "<html>not found</html>");
      String web = ServedSweep.SWEEP.replace("served", "web").replace("glyphs", "idx:images");
      assertThat(GpiclProcess.startLight(home(), "run", file("web.yaml", web)).mustEndWith(4).err())
          .contains("it is a web page");
      assertThat(home().resolve("logs/gpicl.log")).content().doesNotContain("\tat ");
      assertThat(GpiclProcess.startLight(home(), "resume", "nobody").mustEndWith(2).err())
          .contains("there is no sweep nobody");

      String changed = file("sixty.yaml", ServedSweep.SWEEP);
      assertThat(GpiclProcess.startLight(home(), "run", changed).mustEndWith(4).err())
          .contains("100000000 -> 60", "--restart-changed");
      GpiclProcess restarted = GpiclProcess.startLight(home(), "run", changed, "--restart-changed");
      assertThat(restarted.mustEndWith(0).out()).contains("heatmap.png");
      assertThat(GpiclProcess.startLight(home(), "resume").mustEndWith(0).out())
          .contains("Everything was done before");
      assertThat(ServedSweep.states(server.get("api/history")))
          .containsExactly("DONE", "DONE", "REFUSED", "REFUSED", "STOPPED");
      assertThat(home().resolve("backups")).isDirectoryContaining("glob:**gpicl-*.mv.db");
    }
  }

  @Test
  void aServerThatIsKilledGoesOnWithWhatRanOnceItIsThereAgain() throws Exception {
    String slow =
        file(
            "slow.yaml",
            ServedSweep.SWEEP.replace(
                "steps: 60, evaluateEvery: 20", "steps: 200, evaluateEvery: 100"));
    GpiclServer killed = GpiclServer.startLight(home());
    GpiclProcess.startLight(home(), "run", slow, "--detach").mustEndWith(0);
    GpiclProcess.startLight(
            home(),
            "run",
            file("next.yaml", ServedSweep.SWEEP.replace("served", "next")),
            "--detach")
        .mustEndWith(0);
    killed.process().awaitStep("served", ServedSweep.KEY, 20);
    killed.process().kill();
    assertThat(GpiclProcess.startLight(home(), "status").mustEndWith(0).out())
        .contains("interrupted; `gpicl resume served`");

    try (GpiclServer server = GpiclServer.startLight(home())) {
      JsonNode history =
          server.await(
              "api/history", all -> ServedSweep.states(all).equals(List.of("DONE", "DONE")));
      assertThat(history.get(0).get("sweep").asString()).isEqualTo("next");
      List<JsonNode> runs =
          StreamSupport.stream(server.get("api/sweeps/served").get("runs").spliterator(), false)
              .toList();
      assertThat(runs)
          .extracting(run -> run.get("outcome").asString())
          .containsExactly("DONE", "LOST");
      String log = Files.readString(home().resolve("logs/gpicl.log"));
      assertThat(log)
          .containsPattern("Cell " + ServedSweep.KEY + " continues from step [1-9]\\d* of 200");
    }
  }

  @Tag("full")
  @Test
  void aServerThatIsEndedStopsWithinSecondsAndGoesOnLater() throws Exception {
    GpiclServer first = GpiclServer.startLight(home());
    GpiclProcess run =
        GpiclProcess.startLight(home(), "run", file("endless.yaml", ServedSweep.ENDLESS));
    first.process().awaitStep("served", ServedSweep.KEY, 20);
    first.process().terminate();
    first.process().mustEndWith(0);
    assertThat(run.mustEndWith(3).err()).contains("The server is gone");
    try (GpiclServer second = GpiclServer.startLight(home())) {
      second.process().awaitStep("served", ServedSweep.KEY, 21);
    }
  }

  @Tag("full")
  @Test
  void whoHasNoTokenMayLookButNotTouch() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(home())) {
      assertThat(server.post("api/sweeps", "application/yaml", ServedSweep.SWEEP).statusCode())
          .isEqualTo(202);
      server.await("api/history", all -> ServedSweep.states(all).equals(List.of("DONE")));
      HttpRequest.Builder bare =
          HttpRequest.newBuilder(URI.create(server.page() + "api/sweeps/served/resume"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(server.send(bare).statusCode()).isEqualTo(401);
      assertThat(server.post("api/sweeps", "application/yaml", "name: x").body())
          .contains("recipe");
      assertThat(server.post("api/sweeps/nobody/stop", "application/json", "{}").statusCode())
          .isEqualTo(404);
      JsonNode cell = server.get("api/sweeps/served/cells/" + ServedSweep.KEY);
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
}
