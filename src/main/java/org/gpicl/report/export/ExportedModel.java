package org.gpicl.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.home.files.WholeFile;
import org.gpicl.machine.Build;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.ParameterShape;
import org.gpicl.model.TransformerSpec;
import org.gpicl.report.numpy.NpzFile;
import org.gpicl.store.cell.CellOutcome;

/**
 * A trained model that becomes a file.
 *
 * @param sweep name of the sweep that it is exported from
 * @param outcome the cell and its results
 * @param parameters of the end of the training, in the order of {@link ModelSpec#parameters()}
 */
public record ExportedModel(String sweep, CellOutcome outcome, List<float[]> parameters) {

  /**
   * Writes the model into a folder, under the cell's key. Each file appears whole or not at all.
   *
   * @return the files
   */
  public List<Path> write(Path folder, ExportFormat format) throws IOException {
    Path file = folder.resolve(outcome.cell().key() + "." + format.key());
    return switch (format) {
      case SAFETENSORS -> List.of(WholeFile.write(file, this::safetensors));
      case ONNX -> List.of(WholeFile.write(file, onnx()));
      case NPZ -> npz(file);
    };
  }

  private void safetensors(OutputStream out) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put("gpicl", facts());
    SafetensorsFile.write(out, TorchTensor.of(model(), parameters), metadata);
  }

  private byte[] onnx() {
    OnnxGraph graph = new OnnxGraph();
    List<ParameterShape> shapes = model().parameters();
    for (int i = 0; i < shapes.size(); i++) {
      graph.floats(shapes.get(i).name(), dimensions(shapes.get(i)), parameters.get(i));
    }
    String tokens = graph.input("tokens", model().inputs());
    graph.output("logits", logits(graph, tokens), model().classes());
    return graph.model(Build.read().version(), facts()).toByteArray();
  }

  private String logits(OnnxGraph graph, String tokens) {
    if (model() instanceof TransformerSpec transformer) {
      return new OnnxTransformer(transformer, graph, tokens).logits(tokens);
    }
    if (model() instanceof OpLstmSpec lstm) {
      return new OnnxOpLstm(lstm, graph).logits(tokens);
    }
    if (model() instanceof AdaptedMlpSpec adapted) {
      return new OnnxAdaptedMlp(adapted, graph).logits(tokens);
    }
    return model() instanceof LstmSpec lstm
        ? new OnnxLstm(lstm, graph).logits(tokens)
        : new OnnxMlp((MlpSpec) model(), graph).logits(tokens);
  }

  private static List<Long> dimensions(ParameterShape shape) {
    List<Long> dimensions = new ArrayList<>();
    if (!NpzFile.oneDimensional(shape)) {
      dimensions.add((long) shape.rows());
    }
    dimensions.add((long) shape.columns());
    return dimensions;
  }

  private List<Path> npz(Path file) throws IOException {
    Path written = NpzFile.write(file, outcome.cell().hash(), model().parameters(), parameters);
    Path beside = file.resolveSibling(outcome.cell().key() + ".json");
    return List.of(written, WholeFile.write(beside, facts() + "\n"));
  }

  private ModelSpec model() {
    return outcome.cell().model();
  }

  private String facts() {
    return CellFacts.json(sweep, outcome);
  }
}
