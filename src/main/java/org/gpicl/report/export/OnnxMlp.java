package org.gpicl.report.export;

import java.util.List;
import org.gpicl.model.MlpSpec;

/** The MLP of {@link MlpSpec} as nodes of a graph. */
record OnnxMlp(MlpSpec model, OnnxGraph graph) {
  private static final int LAYERS = 3;

  /**
   * @param features [batch, position, inputs]
   * @return logits [batch, position, classes]
   */
  String logits(String features) {
    String x = features;
    for (int layer = 0; layer < LAYERS; layer++) {
      x = graph.linear(x, "layer" + layer + ".weight", "layer" + layer + ".bias");
      if (layer < LAYERS - 1 || model.finalRelu()) {
        x = graph.node("Relu", List.of(x));
      }
    }
    return x;
  }
}
