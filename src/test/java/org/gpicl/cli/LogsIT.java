package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is logged of a sweep, and how another terminal reads it. */
class LogsIT {
  private static final String SWEEP =
      """
      name: logged
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp]
      tasks: [1, 4]
      hidden: [2]
      mlp: {steps: 60, evaluateEvery: 20 steps, maxSamples: 2000}
      evaluate: {maxSamples: 500}
      checkpoint: {every: 20 steps}
      """;

  @TempDir Path home;

  @Tag("full")
  @Test
  void theLogIsFollowedWhileASweepRuns() throws Exception {
    Path file = write(SWEEP.replace("steps: 60,", "steps: 100000000,"));
    GpiclProcess running =
        GpiclProcess.startLight(
            home, Map.of("LOGGING_LEVEL_ORG_GPICL_STORE", "debug"), "run", file.toString());
    running.awaitLog("mlp-n4-h2-s0: checkpoint at step");
    GpiclProcess followed =
        GpiclProcess.startLight(home, "logs", "logged", "mlp-n4-h2-s0", "--follow");
    followed.await("lines", () -> text(followed).contains("mlp-n4-h2-s0 continues from step 0"));
    long lines = text(followed).lines().count();
    followed.await("more lines", () -> text(followed).lines().count() > lines + 3);
    running.terminate();
    running.mustEndWith(3);
    assertThat(followed.alive()).isTrue();
    followed.interrupt();
    followed.mustEndWith(0);
    assertThat(followed.out().lines()).allMatch(line -> line.contains(" [logged#1 mlp-n4-h2-s0] "));
    assertThat(followed.out()).containsPattern("DEBUG .* checkpoint at step \\d+, \\d+ bytes in ");

    GpiclProcess cells = GpiclProcess.startLight(home, "logs", "logged").mustEndWith(0);
    assertThat(cells.out()).contains("[logged#1 mlp-n1-h2-s0]", "[logged#1] ", "Step train begins");
    GpiclProcess unknown = GpiclProcess.startLight(home, "logs", "loged").mustEndWith(2);
    assertThat(unknown.err()).contains("no lines about sweep loged", "about the sweeps logged.");
  }

  @Tag("full")
  @Test
  void jsonLinesHaveSweepRunAndCellAsFields() throws Exception {
    GpiclProcess.startLight(
            home, Map.of("GPICL_LOG_FORMAT", "json"), "run", write(SWEEP).toString(), "--offline")
        .mustEndWith(0);
    List<JsonNode> lines =
        Files.readAllLines(home.resolve("logs/gpicl.log")).stream()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    assertThat(lines)
        .filteredOn(line -> line.path("message").asString().contains("continues from step"))
        .hasSize(2)
        .allSatisfy(
            line -> {
              assertThat(line.path("sweep").asString()).isEqualTo("logged");
              assertThat(line.path("run").asString()).isEqualTo("1");
              assertThat(line.path("cell").asString()).startsWith("mlp-n");
            });
    GpiclProcess read =
        GpiclProcess.startLight(home, "logs", "logged", "--lines", "3").mustEndWith(0);
    assertThat(read.out().lines()).hasSize(3).allMatch(line -> line.contains("INFO  [logged#1] ["));
  }

  private static String text(GpiclProcess process) {
    try {
      return process.out();
    } catch (IOException e) {
      return "";
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(home.resolve("logged.yaml"), text);
  }
}
