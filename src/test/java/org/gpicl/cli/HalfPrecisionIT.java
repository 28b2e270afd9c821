package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Training in bf16 on a processor that has instructions for it. */
@Tag("full")
@EnabledIf("org.gpicl.engine.vector.bf16.Bf16#available")
class HalfPrecisionIT {
  private static final String SWEEP =
      """
      name: halved
      recipe: small
      images: glyphs
      tasks: [1]
      hidden: [16]
      mlp: {maxSamples: 5000, epochs: 1}
      transformer: {steps: 300, batch: 16, evaluateEvery: 50 steps}
      evaluate: {maxSamples: 2000}
      checkpoint: {every: 10 steps}
      precision: bf16
      """;

  @TempDir Path directory;

  @Test
  void aKilledRunHasTheBytesOfAnUndisturbedOneAndHasLearned() throws Exception {
    String file = Files.writeString(directory.resolve("halved.yaml"), SWEEP).toString();
    Path killed = directory.resolve("killed");
    GpiclProcess first = GpiclProcess.start(killed, "run", file, "--set", "workers=2");
    first.awaitStep("halved", "transformer-n1-h16-s0", 21);
    first.kill();
    GpiclProcess.start(killed, "resume", "halved").mustEndWith(0);

    Path alone = directory.resolve("alone");
    GpiclProcess.start(alone, "run", file, "--set", "workers=1").mustEndWith(0);
    assertThat(ResultFiles.of(killed, "halved")).isEqualTo(ResultFiles.of(alone, "halved"));

    assertThat(Files.readString(alone.resolve("sweeps/halved/manifest.json")))
        .contains("bf16 products by oneDNN 3.");
    assertThat(ResultFiles.accuracy(alone, "halved", "transformer,1,16,0,seen"))
        .as("chance is 0.2")
        .isGreaterThan(0.5);
  }
}
