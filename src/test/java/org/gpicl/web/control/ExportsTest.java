package org.gpicl.web.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.gpicl.engine.Score;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.report.export.ExportFormat;
import org.gpicl.report.export.ModelChoice;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.checkpoint.Checkpoint;
import org.gpicl.store.checkpoint.TrainingProgress;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.set.TaskSets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `export` and `examples` write, for those who compute with it elsewhere. */
class ExportsTest {
  private static final Sweep SWEEP =
      SweepFile.parse(
          """
          name: exported
          recipe: small
          images: {set: glyphs, size: 4, classes: 3}
          models: [mlp, transformer]
          tasks: [8]
          hidden: [8]
          seeds: [0, 1]
          mlp: {maxSamples: 2000, epochs: 1}
          transformer: {length: 6, layers: 1}
          evaluate: {seenTasks: 4, unseenTasks: 5, samplesPerTask: 7, sequencesPerTask: 2}
          """,
          "test",
          List.of());

  private static final int LENGTH = 6;
  private static final int FEATURES = 16;

  @TempDir static Path directory;

  private static OpenedHome home;

  @BeforeAll
  static void open() throws Exception {
    home = OpenedHome.in(directory);
    home.get(SweepTable.class).put(SWEEP);
  }

  @AfterAll
  static void close() {
    home.close();
  }

  private static Cell cell(String key) {
    return SWEEP.cells().stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  /** As if it had been trained: with its initial parameters. */
  private static TrainingState finished(Cell cell) {
    TrainingState state =
        new TrainingState(
            cell.spec().steps(), cell.model().initialParameters(cell.seed()), List.of(), List.of());
    CellLedger ledger = home.get(CellLedger.class);
    ledger.begin(cell, "", "");
    ledger.finish(cell, new Checkpoint(state, TrainingProgress.none()), List.of(), Map.of(), 1);
    return state;
  }

  private static ModelChoice models(String... patterns) {
    return new ModelChoice(List.of(patterns), ExportFormat.SAFETENSORS, "");
  }

  private record Array(String header, ByteBuffer numbers) {
    String shape() {
      return header.replaceAll(".*'shape': (\\([^)]*\\)).*", "$1").strip();
    }

    float[] floats() {
      float[] values = new float[numbers.remaining() / Float.BYTES];
      numbers.asFloatBuffer().get(values);
      return values;
    }

    int[] ints() {
      int[] values = new int[numbers.remaining() / Integer.BYTES];
      numbers.asIntBuffer().get(values);
      return values;
    }
  }

  private static Map<String, Array> arrays(Path file) throws Exception {
    Map<String, Array> arrays = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : List.copyOf(zip.stream().toList())) {
        ByteBuffer bytes =
            ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[bytes.position(8).getShort()];
        bytes.get(header);
        arrays.put(
            entry.getName().replace(".npy", ""),
            new Array(
                new String(header, StandardCharsets.US_ASCII).replace('\n', ' '),
                bytes.slice().order(ByteOrder.LITTLE_ENDIAN)));
      }
    }
    return arrays;
  }

  @Test
  void whatIsDoneIsExportedAndWhatIsNotIsCounted() throws Exception {
    Sweep partly = SweepFile.parse(SWEEP.resolved(), "test", List.of("name=partly", "seeds=2,3"));
    home.get(SweepTable.class).put(partly);
    assertThat(home.control().export("partly", models()))
        .isEqualTo(
            new Answer(
                ExitCode.USAGE,
                "no cell of sweep partly among those chosen is done yet; `gpicl status partly` shows how far they are"));

    finished(partly.cells().get(0));
    finished(partly.cells().get(3));
    Answer answer = home.control().export("partly", models());
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.text())
        .contains("2 cells are not done and were left out.")
        .doesNotContain("mlp-n8-h8-s3");
    Path folder = directory.resolve("sweeps/partly/models");
    assertThat(folder)
        .isDirectoryContaining("glob:**/mlp-n8-h8-s2.safetensors")
        .isDirectoryContaining("glob:**/transformer-n8-h8-s3.safetensors");

    assertThat(home.control().export("partly", models("transformer-*")).text())
        .contains("1 cell is not done and was left out.")
        .doesNotContain("mlp");
    assertThat(home.control().export("partly", models("lstm-*")).text())
        .isEqualTo(
            "--cells lstm-*: sweep partly has no such cell; `gpicl status partly` lists them, the first is mlp-n8-h8-s2");
    assertThat(home.control().export("partly", models("[")).text())
        .contains("--cells [ is not a pattern such as transformer-*-s0");
  }

  @Test
  void theExamplesAreThoseOfTheEvaluation() throws Exception {
    Cell cell = cell("transformer-n8-h8-s0");
    TrainingState state = finished(cell);
    Path file = directory.resolve("unseen.npz");
    Answer answer =
        home.control()
            .examples(
                "exported",
                new ExampleChoice(cell.key(), "unseen", 0, true, true, file.toString()));
    assertThat(answer.exit()).as(answer.text()).isEqualTo(ExitCode.DONE);

    Score score = score(cell, state, SWEEP.evaluations(cell).get(0).set());
    long correct = Math.round(score.accuracy() * 10 * LENGTH);
    assertThat(answer.text())
        .contains("60 predictions on 5 tasks, %d of them correct".formatted(correct));
    Map<String, Array> arrays = arrays(file);
    List<String> shapes = new ArrayList<>();
    arrays.forEach((name, array) -> shapes.add(name + " " + array.shape()));
    assertThat(shapes)
        .containsExactly(
            "inputs (10, 6, 19)",
            "labels (10, 6)",
            "logits (10, 6, 3)",
            "matrices (5, 16, 16)",
            "permutations (5, 3)",
            "pixels (10, 6, 16)",
            "predictions (10, 6)",
            "tasks (10,)");
    int[] labels = arrays.get("labels").ints();
    int[] predictions = arrays.get("predictions").ints();
    long right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    assertThat(right).isEqualTo(correct);
    assertThatInputsAreProjectedPixelsAndLabels(arrays, labels);
  }

  private static void assertThatInputsAreProjectedPixelsAndLabels(
      Map<String, Array> arrays, int[] labels) {
    float[] inputs = arrays.get("inputs").floats();
    float[] pixels = arrays.get("pixels").floats();
    float[] matrices = arrays.get("matrices").floats();
    for (int row = 0; row < labels.length; row++) {
      int task = row / LENGTH / 2;
      for (int f = 0; f < FEATURES; f++) {
        double sum = 0;
        for (int g = 0; g < FEATURES; g++) {
          sum +=
              (double) matrices[(task * FEATURES + f) * FEATURES + g] * pixels[row * FEATURES + g];
        }
        assertThat((double) inputs[row * 19 + f])
            .as("row %d, feature %d", row, f)
            .isCloseTo(sum, within(1e-3 * Math.max(1, Math.abs(sum))));
      }
      for (int k = 0; k < 3; k++) {
        boolean previous = row % LENGTH > 0 && labels[row - 1] == k;
        assertThat(inputs[row * 19 + FEATURES + k]).isEqualTo(previous ? 5 : 0);
      }
    }
  }

  private static Score score(Cell cell, TrainingState state, SetSpec spec) {
    try (ExampleSet set = new TaskSets(TestData.library(), 1 << 20).produce(spec);
        Trainer trainer =
            new VectorEngine()
                .open(cell.model(), cell.spec().withoutMoments(), state, () -> false)) {
      return Score.of(trainer, set, cell.model(), cell.labelScale(), () -> false);
    }
  }

  @Test
  void theFirstTasksHaveTheirExamplesAndNoOthers() throws Exception {
    Path file = directory.resolve("seen.npz");
    ExampleChoice three =
        new ExampleChoice("mlp-n8-h8-s0", "seen", 3, false, false, file.toString());
    assertThat(home.control().examples("exported", three).text())
        .contains("seen of mlp-n8-h8-s0: 21 predictions on 3 tasks");
    assertThat(arrays(file).keySet()).containsExactly("inputs", "labels", "tasks");
    assertThat(arrays(file).get("inputs").shape()).isEqualTo("(21, 1, 16)");
    assertThat(arrays(file).get("tasks").numbers().asLongBuffer().get(20)).isEqualTo(2);
  }

  @Test
  void everyTaskOfAnExampleHasItsMatrix() throws Exception {
    Sweep few =
        SweepFile.parse(SWEEP.resolved(), "test", List.of("name=few", "evaluate.maxSamples=3"));
    home.get(SweepTable.class).put(few);
    Path file = directory.resolve("few.npz");
    ExampleChoice all =
        new ExampleChoice("mlp-n8-h8-s0", "unseen", 0, true, false, file.toString());
    assertThat(home.control().examples("few", all).text()).contains("3 predictions on 3 tasks");
    long last = arrays(file).get("tasks").numbers().asLongBuffer().get(2);
    assertThat(last).isEqualTo(3);
    assertThat(arrays(file).get("matrices").shape()).isEqualTo("(4, 16, 16)");
  }

  @Test
  void whatCannotBeExportedIsSaid() throws Exception {
    String key = "mlp-n8-h8-s0";
    assertThat(refusal(new ExampleChoice(key, "test", 0, false, false, "")))
        .isEqualTo("mlp-n8-h8-s0 has no evaluation test; it has seen, unseen");
    assertThat(refusal(new ExampleChoice("mlp", "seen", 0, false, false, "")))
        .isEqualTo(
            "sweep exported has no cell mlp; `gpicl status exported` lists them, the first is mlp-n8-h8-s0");
    assertThat(refusal(new ExampleChoice(key, "unseen", 6, false, false, "")))
        .isEqualTo("--tasks 6: this evaluation has 5 tasks");
    assertThat(refusal(new ExampleChoice(key, "unseen", 0, false, true, "")))
        .isEqualTo(
            "mlp-n8-h8-s0 makes no predictions: its final parameters are not in the database (pending)");
    assertThat(directory.resolve("sweeps/exported/examples/mlp-n8-h8-s0-unseen.npz"))
        .doesNotExist();
  }

  private static String refusal(ExampleChoice choice) throws Exception {
    Answer answer = home.control().examples("exported", choice);
    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    return answer.text();
  }
}
