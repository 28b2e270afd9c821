package org.gpicl.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.TransformerSpec;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exported models, as those see them who load them. */
class ExportedModelTest {
  private static final String SWEEP =
      """
      name: exported
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: 16
      hidden: 8
      transformer: {length: 6, layers: 2, heads: 2}
      """;

  private static final int ITEMS = 5;

  @TempDir Path directory;

  private static Cell cell(String... overrides) {
    return SweepFile.parse(SWEEP, "test", List.of(overrides)).cells().get(0);
  }

  private static CellOutcome done(Cell cell) {
    List<CurvePoint> curve =
        List.of(
            new CurvePoint(200, 1.2, 0.4, 0.5, 1e-3),
            new CurvePoint(400, 1.1, 0.5, 0.7, 1e-3),
            new CurvePoint(600, 1.0, 0.6, 0.65, 1e-3));
    List<Evaluation> evaluations =
        List.of(
            new Evaluation("train", 0.6, 1.0, new double[0]),
            new Evaluation("seen", 0.7, 1.05, new double[0]),
            new Evaluation(
                "unseen", 0.3, 1.4, new double[0], new StandardError(0.01, new double[0], 128)));
    return new CellOutcome(
        cell, CellStatus.DONE, 600, "", List.of("vector"), 1, curve, evaluations);
  }

  /** Initial parameters, moved so that gains and biases matter. */
  private static List<float[]> parameters(Cell cell) {
    Random random = new Random(5);
    List<float[]> values = cell.model().initialParameters(3);
    for (float[] value : values) {
      for (int i = 0; i < value.length; i++) {
        value[i] += (float) (0.3 * random.nextGaussian());
      }
    }
    return values;
  }

  private static Batch batch(Cell cell, int length) {
    Batch batch = new Batch(ITEMS, length, cell.model().inputs());
    Random random = new Random(6);
    for (int i = 0; i < ITEMS * length * cell.model().inputs(); i++) {
      batch.inputs()[i] = (float) random.nextGaussian();
    }
    return batch;
  }

  private Path written(Cell cell, ExportFormat format) throws Exception {
    return new ExportedModel("exported", done(cell), parameters(cell))
        .write(directory, format)
        .get(0);
  }

  private static float[] expected(Cell cell, Batch batch) {
    TrainingState state = new TrainingState(0, parameters(cell), List.of(), List.of());
    try (Trainer trainer =
        new VectorEngine().open(cell.model(), cell.spec().withoutMoments(), state, () -> false)) {
      int size = ITEMS * cell.model().length() * cell.model().classes();
      return Arrays.copyOf(trainer.logits(batch), size);
    }
  }

  /** Logits [items, length, classes] of ONNX Runtime for the first positions of a batch. */
  private static float[][][] onnx(Path file, Cell cell, Batch batch, int length) throws Exception {
    int width = cell.model().inputs();
    FloatBuffer tokens = FloatBuffer.allocate(ITEMS * length * width);
    for (int item = 0; item < ITEMS; item++) {
      tokens.put(batch.inputs(), item * batch.length() * width, length * width);
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input =
            OnnxTensor.createTensor(environment, tokens.flip(), new long[] {ITEMS, length, width});
        OrtSession.Result result = session.run(Map.of("tokens", input))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "transformer.positions=none transformer.activation=gelu-tanh",
        "transformer.positions=learned,sinusoidal,alibi transformer.inputNorm=true",
        "transformer.layers=1 transformer.heads=1 hidden=1 transformer.positions=alibi",
        "models=mlp",
        "models=mlp mlp.finalRelu=false hidden=1",
        "models=lstm",
        "models=lstm hidden=1",
        "models=op-lstm",
        "models=op-lstm hidden=1 op-lstm.heads=1",
        "models=maml maml.innerRate=0.01",
        "models=sgd sgd.innerSteps=7 sgd.innerRate=0.01 hidden=1",
      })
  void onnxRuntimeComputesTheSameLogits(String overrides) throws Exception {
    Cell cell = cell(overrides.isEmpty() ? new String[0] : overrides.split(" "));
    Path file = written(cell, ExportFormat.ONNX);
    int length = cell.model().length();
    Batch batch = batch(cell, length);
    float[] expected = expected(cell, batch);
    for (int shorter : new int[] {length, (length + 1) / 2}) {
      float[][][] logits = onnx(file, cell, batch, shorter);
      for (int item = 0; item < ITEMS; item++) {
        for (int position = 0; position < shorter; position++) {
          for (int k = 0; k < cell.model().classes(); k++) {
            float wanted = expected[(item * length + position) * cell.model().classes() + k];
            assertThat(logits[item][position][k])
                .as("item %d, position %d of %d, class %d", item, position, shorter, k)
                .isCloseTo(wanted, within(1e-5f * Math.max(1, Math.abs(wanted))));
          }
        }
      }
    }
  }

  @Test
  void safetensorsHavePyTorchsNamesAndLayout() throws Exception {
    Cell cell = cell("transformer.layers=1");
    Path file = written(cell, ExportFormat.SAFETENSORS);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int size = Math.toIntExact(bytes.getLong());
    assertThat(size % 8).isZero();
    byte[] text = new byte[size];
    bytes.get(text);
    JsonNode header = JsonMapper.shared().readTree(new String(text, StandardCharsets.UTF_8));
    List<String> names = new ArrayList<>(header.propertyNames());
    assertThat(names)
        .containsExactly(
            "__metadata__",
            "input.weight",
            "input.bias",
            "positions.weight",
            "blocks.0.norm1.weight",
            "blocks.0.norm1.bias",
            "blocks.0.attn.qkv.weight",
            "blocks.0.attn.qkv.bias",
            "blocks.0.attn.projection.weight",
            "blocks.0.attn.projection.bias",
            "blocks.0.norm2.weight",
            "blocks.0.norm2.bias",
            "blocks.0.mlp.expand.weight",
            "blocks.0.mlp.expand.bias",
            "blocks.0.mlp.contract.weight",
            "blocks.0.mlp.contract.bias",
            "final_norm.weight",
            "final_norm.bias",
            "output.weight",
            "output.bias");
    JsonNode expand = header.get("blocks.0.mlp.expand.weight");
    assertThat(expand.get("dtype").asString()).isEqualTo("F32");
    assertThat(expand.get("shape").toString()).as("[outputs, inputs]").isEqualTo("[32,8]");
    int at = names.indexOf("blocks.0.mlp.expand.weight") - 1;
    float[] own = parameters(cell).get(at); // [inputs, outputs]
    FloatBuffer numbers =
        bytes
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .position(expand.get("data_offsets").get(0).asInt())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    assertThat(numbers.get(3 * 8 + 5)).as("output 3, input 5").isEqualTo(own[5 * 32 + 3]);
    assertThat(header.get("output.bias").get("data_offsets").get(1).asInt())
        .isEqualTo(bytes.remaining())
        .isEqualTo(4 * cell.model().parameterCount());
  }

  @Test
  void layersOfAnMlpAreNumbered() {
    Cell cell = cell("models=mlp");
    assertThat(TorchTensor.of(cell.model(), parameters(cell)))
        .extracting(TorchTensor::name)
        .containsExactly(
            "layers.0.weight",
            "layers.0.bias",
            "layers.1.weight",
            "layers.1.bias",
            "layers.2.weight",
            "layers.2.bias");
  }

  @Test
  void theFactsSayWhatALoaderNeedsAndWhichResultIsOfWhichStep() throws Exception {
    Cell cell = cell();
    List<Path> files =
        new ExportedModel("exported", done(cell), parameters(cell))
            .write(directory, ExportFormat.NPZ);
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("transformer-n16-h8-s0.npz", "transformer-n16-h8-s0.json");
    JsonNode facts = JsonMapper.shared().readTree(Files.readString(files.get(1)));
    assertThat(facts.get("hash").asString()).isEqualTo(cell.hash());
    assertThat(facts.get("model").get("alibiSlopes").toString()).isEqualTo("[1.0,0.0625]");
    assertThat(facts.get("model").get("positions").toString()).isEqualTo("[\"learned\",\"alibi\"]");
    assertThat(facts.get("model").get("labelScale").asDouble()).isEqualTo(5);
    assertThat(facts.get("results").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"name\":\"train\",\"step\":600,\"accuracy\":0.6,\"loss\":1.0}",
            "{\"name\":\"seenBest\",\"step\":400,\"accuracy\":0.7,\"loss\":1.05}",
            "{\"name\":\"unseen\",\"step\":600,\"accuracy\":0.3,\"loss\":1.4,\"standardError\":0.01}",
            "{\"name\":\"seen\",\"step\":600,\"accuracy\":0.65}");
    assertThat(((TransformerSpec) cell.model()).layers())
        .isEqualTo(facts.get("model").get("layers").asInt());
  }

  @Test
  void equalModelsGiveEqualBytes() throws Exception {
    for (ExportFormat format : ExportFormat.values()) {
      byte[] first = Files.readAllBytes(written(cell(), format));
      assertThat(Files.readAllBytes(written(cell(), format))).as("%s", format).isEqualTo(first);
    }
  }
}
