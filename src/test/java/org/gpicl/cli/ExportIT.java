package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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
      models: [mlp, transformer, lstm, op-lstm]
      tasks: [4]
      hidden: [8]
      together:
        transformer.positions: [[learned, alibi], [sinusoidal], none]
        transformer.inputNorm: [false, true, false]
        transformer.activation: [gelu-erf, gelu-tanh, gelu-tanh]
      mlp: {steps: 40, evaluateEvery: 20 steps, maxSamples: 2000}
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 2, heads: 2}
      lstm: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6}
      op-lstm: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6}
      evaluate: {maxSamples: 500}
      """;

  private static final int CELLS = 6;

  /** Executes a notebook, and prints what its cells print. */
  private static final String NOTEBOOK =
      """
      import nbformat, os, sys
      from nbclient import NotebookClient
      os.environ["GPICL_SWEEP"] = sys.argv[2]
      notebook = nbformat.read(sys.argv[1], 4)
      assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells), "has outputs"
      NotebookClient(notebook, timeout=300).execute()
      for cell in notebook.cells:
          for output in cell.get("outputs", []):
              print(output.get("text") or output.get("data", {}).get("text/plain", ""))
      """;

  @TempDir static Path home;

  @BeforeAll
  static void train() throws Exception {
    Path file = Files.writeString(home.resolve("exported.yaml"), SWEEP);
    GpiclProcess.startLight(home, "run", file.toString()).mustEndWith(0);
  }

  @Test
  void theNotebookReadsEveryTableAndMakesTheSamePredictions() throws Exception {
    Python python = Python.with("nbclient", "ipykernel", "onnxruntime", "pandas", "matplotlib");
    String cell = "mlp-n4-h8-s0";
    GpiclProcess.startLight(home, "export", "exported", "--format", "onnx", "--cells", cell)
        .mustEndWith(0);
    GpiclProcess.startLight(home, "examples", "exported", cell, "--predictions").mustEndWith(0);

    String output =
        python.output(
            "-c", NOTEBOOK, "examples/analysis.ipynb", home.resolve("sweeps/exported").toString());
    assertThat(output)
        .containsPattern(cell + ": accuracy (0\\.\\d+), reported \\1")
        .contains("predictions that differ: 0")
        .contains("unseen", "standard_error");
  }

  @Test
  void pyTorchMakesTheSamePredictionsFromAnExportedModel() throws Exception {
    Python python = Python.with("torch", "numpy");
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
      return files.filter(file -> file.toString().endsWith(".safetensors")).sorted().toList();
    }
  }
}
