package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine nd4j is a full citizen. */
@Tag("full")
class Nd4jSweepIT {
  private static final String SWEEP =
      """
      name: citizen
      recipe: small
      images: glyphs
      tasks: [1]
      hidden: [8]
      mlp: {maxSamples: 5000, epochs: 1}
      transformer: {steps: 150, batch: 16, evaluateEvery: 50 steps}
      evaluate: {maxSamples: 2000}
      checkpoint: {every: 10 steps}
      engine: nd4j
      """;

  @TempDir Path home;

  @Test
  void aSweepRunsUnderNd4jIsKilledAndItsCellsAreFinishedUnderTheOtherEngine() throws Exception {
    Path file = Files.writeString(home.resolve("citizen.yaml"), SWEEP);
    GpiclProcess first = GpiclProcess.start(home, "run", file.toString());
    first.awaitStep("citizen", "transformer-n1-h8-s0", 21);
    first.kill();
    GpiclProcess last =
        GpiclProcess.start(home, "resume", "citizen", "--engine", "vector").mustEndWith(0);

    assertThat(last.out()).contains("done, mixed");
    String manifest =
        Files.readString(home.resolve("sweeps").resolve("citizen").resolve("manifest.json"));
    assertThat(manifest).contains("ND4J", "Vector API").contains("from step 0:");
    assertThat(ResultFiles.accuracy(home, "citizen", "transformer,1,8,0,seen"))
        .as("chance is 0.2")
        .isGreaterThan(0.5);
  }
}
