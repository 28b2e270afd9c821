package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.RealImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep on real MNIST that is killed again and again ends as one that is left alone. */
class SurvivesKillIT {
  private static final String SWEEP =
      """
      name: killed
      recipe: small
      images: mnist
      tasks: [4, 64]
      hidden: [16]
      mlp: {maxSamples: 40000, epochs: 2}
      transformer: {steps: 300, evaluateEvery: 50 steps}
      evaluate: {maxSamples: 5000}
      checkpoint: {every: 20 steps}
      workers: 2
      """;

  @TempDir Path directory;

  @Test
  void aKilledSweepEndsWithTheSameBytesAsAnUndisturbedOne() throws Exception {
    Path file = Files.writeString(directory.resolve("killed.yaml"), SWEEP);
    Path undisturbed = directory.resolve("undisturbed");
    start(undisturbed, file).mustEndWith(0);

    Path killed = directory.resolve("killed");
    GpiclProcess generating = start(killed, file);
    generating.await("a shard in the making", () -> hasPartOfAShard(killed));
    generating.kill();
    for (long step : new long[] {30, 130, 220}) {
      GpiclProcess training = start(killed, file);
      training.awaitStep("killed", "transformer", step);
      training.kill();
    }
    start(killed, file).mustEndWith(0);

    String log = Files.readString(new Home(killed).log());
    assertThat(log).containsPattern("transformer-n\\S+ goes on from step (1|2)\\d\\d of 300");
    for (String name : List.of("mlp_log.csv", "transformer_log.csv", "results.csv", "curves.csv")) {
      assertThat(sweepFile(killed, name)).as(name).isEqualTo(sweepFile(undisturbed, name));
    }
    GpiclProcess.start(killed, "report", "killed", "--export").mustEndWith(0);
    GpiclProcess.start(undisturbed, "report", "killed", "--export").mustEndWith(0);
    for (String key : List.of("mlp-n4-h16-s0", "transformer-n64-h16-s0")) {
      Path parameters = Path.of("parameters", key + ".npz");
      assertThat(Files.readAllBytes(sweepDirectory(killed).resolve(parameters)))
          .isEqualTo(Files.readAllBytes(sweepDirectory(undisturbed).resolve(parameters)));
    }

    GpiclProcess again = start(killed, file).mustEndWith(0);
    assertThat(Files.readString(new Home(killed).log()).substring(log.length()))
        .as("a finished sweep trains nothing")
        .doesNotContain("goes on from step");
    assertThat(again.out()).contains("transformer_log.csv");
  }

  private record Home(Path root) {
    Path log() {
      return root.resolve("logs").resolve("gpicl.log");
    }
  }

  private static GpiclProcess start(Path home, Path file) throws IOException {
    return GpiclProcess.start(
        home, "run", file.toString(), "--data", RealImages.folder().toString(), "--offline");
  }

  private static boolean hasPartOfAShard(Path home) {
    Path shards = home.resolve("shards");
    if (!Files.isDirectory(shards)) {
      return false;
    }
    try (Stream<Path> files = Files.list(shards)) {
      return files.anyMatch(path -> path.toString().endsWith(".part"));
    } catch (IOException e) {
      return false;
    }
  }

  private static Path sweepDirectory(Path home) {
    return home.resolve("sweeps").resolve("killed");
  }

  private static String sweepFile(Path home, String name) throws IOException {
    return Files.readString(sweepDirectory(home).resolve(name));
  }
}
