package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained cells in PyTorch, as docs/formats.md shows it. */
@Tag("full")
class ExportIT {
  private static final String SWEEP =
      """
      name: exported
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      together:
        transformer.positions: [[learned, alibi], [sinusoidal], none]
        transformer.inputNorm: [false, true, false]
        transformer.activation: [gelu-erf, gelu-tanh, gelu-tanh]
      mlp: {steps: 40, evaluateEvery: 20 steps, maxSamples: 2000}
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 2, heads: 2}
      evaluate: {maxSamples: 500}
      """;

  private static final int CELLS = 4;

  @TempDir Path home;

  @Test
  void pyTorchMakesTheSamePredictionsFromAnExportedModel() throws Exception {
    Python python = Python.with("torch", "numpy");
    Path file = Files.writeString(home.resolve("exported.yaml"), SWEEP);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
    GpiclProcess.startLight(home, "export", "exported").mustEndWith(0);
    List<Path> models = models();
    assertThat(models).hasSize(CELLS);
    for (Path model : models) {
      String key = model.getFileName().toString().replace(".safetensors", "");
      String examples =
          GpiclProcess.startLight(home, "examples", "exported", key, "--predictions")
              .mustEndWith(0)
              .out();
      String accuracy = examples.replaceAll("(?s).*\\((0\\.\\d+)\\).*", "$1");
      Path npz = home.resolve("sweeps/exported/examples/" + key + "-unseen.npz");
      assertThat(python.output("examples/load_cell.py", model.toString(), npz.toString()))
          .contains(key + ": accuracy " + accuracy + " here")
          .containsPattern("unseen +" + accuracy + " at step")
          .contains("predictions that differ: 0");
    }
  }

  private List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("sweeps/exported/models"))) {
      return files.sorted().toList();
    }
  }
}
