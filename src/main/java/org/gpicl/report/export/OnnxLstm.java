package org.gpicl.report.export;

import static org.gpicl.report.export.OnnxGraph.attribute;

import java.util.List;
import org.gpicl.model.LstmSpec;

/** The LSTM of {@link LstmSpec} as nodes of a graph; ONNX has its gates in the order i, o, f, g. */
record OnnxLstm(LstmSpec model, OnnxGraph graph) {

  /**
   * @param tokens [batch, position, inputs]
   * @return logits [batch, position, classes]
   */
  String logits(String tokens) {
    List<Long> noBias = List.of((long) model.gates());
    String recurrentBias = graph.floats("recurrent.bias", noBias, new float[model.gates()]);
    String biases =
        graph.node("Concat", List.of(gates("input.bias"), recurrentBias), attribute("axis", 0L));
    String states = // [position, direction, batch, width]
        graph.node(
            "LSTM",
            List.of(
                positionsFirst(tokens),
                direction(transposed(gates("input.weight"))),
                direction(transposed(gates("recurrent.weight"))),
                direction(biases)),
            attribute("hidden_size", (long) model.width()));
    String squeezed = graph.node("Squeeze", List.of(states, graph.longs(1L)));
    return graph.linear(positionsFirst(squeezed), "output.weight", "output.bias");
  }

  /** A parameter with its gates [..., 4 width] in the order of ONNX. */
  private String gates(String name) {
    List<String> gates =
        graph.nodes(
            "Split", 4, List.of(name), attribute("axis", -1L), attribute("num_outputs", 4L));
    return graph.node(
        "Concat",
        List.of(gates.get(0), gates.get(3), gates.get(1), gates.get(2)),
        attribute("axis", -1L));
  }

  private String transposed(String matrix) {
    return graph.node("Transpose", List.of(matrix), attribute("perm", List.of(1L, 0L)));
  }

  /** With an axis of the only direction first. */
  private String direction(String x) {
    return graph.node("Unsqueeze", List.of(x, graph.longs(0L)));
  }

  /** Exchanges batch and position. */
  private String positionsFirst(String x) {
    return graph.node("Transpose", List.of(x), attribute("perm", List.of(1L, 0L, 2L)));
  }
}
