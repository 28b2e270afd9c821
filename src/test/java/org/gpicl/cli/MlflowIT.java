package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A sweep on a real MLflow server, while one and then the other is killed. */
@Tag("full")
class MlflowIT {
  private static final String SWEEP =
      """
      name: tracked
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      mlp: {steps: 40, evaluateEvery: 20 steps, maxSamples: 2000}
      transformer: {steps: 6000, evaluateEvery: 200 steps, batch: 4, length: 6, layers: 1}
      evaluate: {maxSamples: 500, seenTasks: 4, unseenTasks: 4}
      checkpoint: {every: 200 steps}
      """;

  private static final String KEY = "transformer-n4-h8-s0";

  @TempDir Path directory;

  @Test
  void whateverIsKilledMlflowEndsWithEveryPointOnce() throws Exception {
    Path home = directory.resolve("home");
    Path file = Files.writeString(directory.resolve("tracked.yaml"), SWEEP);
    try (MlflowServer mlflow = new MlflowServer(directory.resolve("mlflow"))) {
      mlflow.start();
      Map<String, String> tracked = Map.of("GPICL_MLFLOW_URI", mlflow.uri());
      GpiclProcess run = GpiclProcess.startLight(home, tracked, "run", file.toString());
      run.await("MLflow has points", () -> has(mlflow, KEY));
      mlflow.kill();
      run.kill();

      String alone =
          GpiclProcess.startLight(home, tracked, "resume", "tracked").mustEndWith(0).err();
      assertThat(alone)
          .contains("is not accepting new values", "training continues, and they are sent later")
          .contains("is missing a part of sweep tracked; `gpicl report tracked --track` sends it");

      mlflow.start();
      assertThat(track(home, tracked)).containsPattern("experiment gpicl: \\d cells? w");
      Map<String, JsonNode> runs =
          mlflow.runs().stream()
              .collect(Collectors.toMap(one -> one.at("/info/run_name").asString(), one -> one));
      assertThat(runs).containsOnlyKeys("tracked", "mlp-n4-h8-s0", KEY);
      assertThat(runs.values())
          .allSatisfy(one -> assertThat(one.at("/info/status").asString()).isEqualTo("FINISHED"));
      List<Long> points =
          Files.readAllLines(home.resolve("sweeps/tracked/curves.csv")).stream()
              .filter(line -> line.startsWith("transformer,"))
              .map(line -> Long.valueOf(line.split(",")[4]))
              .toList();
      assertThat(points).hasSize(30);
      assertThat(mlflow.steps(runs.get(KEY), "loss")).isEqualTo(points);
      assertThat(mlflow.steps(runs.get(KEY), "unseen_accuracy")).containsExactly(6_000L);
      assertThat(mlflow.files(runs.get("tracked")))
          .contains("results.csv", "heatmap.png", "manifest.json");

      assertThat(track(home, tracked))
          .contains("has sweep tracked in experiment gpicl: 0 cells were sent.");
    }
  }

  private static String track(Path home, Map<String, String> tracked) throws Exception {
    return GpiclProcess.startLight(home, tracked, "report", "tracked", "--track")
        .mustEndWith(0)
        .out();
  }

  private static boolean has(MlflowServer mlflow, String key) {
    try {
      for (JsonNode run : mlflow.runs()) {
        if (run.at("/info/run_name").asString().equals(key)
            && !mlflow.steps(run, "loss").isEmpty()) {
          return true;
        }
      }
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
