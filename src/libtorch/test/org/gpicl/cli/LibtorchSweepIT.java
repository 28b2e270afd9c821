package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose cells PyTorch's C++ library trains. */
@Tag("libtorch")
class LibtorchSweepIT {
  private static final String SWEEP =
      """
      name: torch
      recipe: small
      images: glyphs
      tasks: [1]
      hidden: [8]
      mlp: {maxSamples: 5000, epochs: 1}
      transformer: {steps: 400, batch: 16, evaluateEvery: 50 steps, dropout: 0.1}
      evaluate: {maxSamples: 2000}
      checkpoint: {every: 10 steps}
      device: cpu
      engine: libtorch
      """;

  @TempDir Path home;

  @Test
  void aSweepIsKilledUnderLibtorchAndItsCellsAreFinishedUnderAnotherEngine() throws Exception {
    Path file = Files.writeString(home.resolve("torch.yaml"), SWEEP);
    GpiclProcess first = GpiclProcess.start(home, "run", file.toString());
    first.awaitStep("torch", "transformer-n1-h8-s0", 21);
    first.kill();
    GpiclProcess last =
        GpiclProcess.start(home, "resume", "torch", "--engine", "vector").mustEndWith(0);

    assertThat(last.out()).contains("done, mixed");
    assertThat(file("manifest.json")).contains("PyTorch 2.", "Vector API", "from step 0:");
    assertThat(seen("transformer")).as("chance is 0.2").isGreaterThan(0.5);
  }

  @Tag("full")
  @Test
  void sixteenBitsAreNotForEveryEngine() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("torch.yaml"), SWEEP + "precision: bf16\nmodels: [transformer]\n");
    GpiclProcess refused =
        GpiclProcess.start(home, "run", file.toString(), "--engine", "nd4j").mustEndWith(4);
    assertThat(refused.err()).contains("precision: bf16 needs --engine libtorch");
    GpiclProcess.start(home, "run", file.toString()).mustEndWith(0);
    assertThat(seen("transformer")).as("chance is 0.2").isGreaterThan(0.5);
  }

  private String file(String name) throws Exception {
    return Files.readString(home.resolve("sweeps").resolve("torch").resolve(name));
  }

  private double seen(String model) throws Exception {
    return ResultFiles.accuracy(home, "torch", model + ",1,8,0,seen");
  }
}
