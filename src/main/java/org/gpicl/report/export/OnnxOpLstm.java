package org.gpicl.report.export;

import static org.gpicl.report.export.OnnxGraph.attribute;

import java.util.List;
import org.gpicl.model.OpLstmSpec;

/** The LSTM of {@link OpLstmSpec} as a loop over the positions of a graph. */
record OnnxOpLstm(OpLstmSpec model, OnnxGraph graph) {

  /**
   * @param tokens [batch, position, inputs]
   * @return logits [batch, position, classes]
   */
  String logits(String tokens) {
    String fromInputs = graph.linear(tokens, "input.weight", "input.bias");
    List<String> ends = // h, c and [position, batch, width]
        graph.nodes(
            "Scan",
            3,
            List.of(
                zeros(tokens, graph.longs((long) model.width())),
                zeros(tokens, graph.longs(heads(), size(), size())),
                positionsFirst(fromInputs)),
            attribute("num_scan_inputs", 1L),
            attribute("body", step()));
    return graph.linear(positionsFirst(ends.get(2)), "output.weight", "output.bias");
  }

  private long heads() {
    return model.heads();
  }

  private long size() {
    return model.size();
  }

  /** [batch, sizes] zeros. */
  private String zeros(String tokens, String sizes) {
    String batch =
        graph.node("Shape", List.of(tokens), attribute("start", 0L), attribute("end", 1L));
    String shape = graph.node("Concat", List.of(batch, sizes), attribute("axis", 0L));
    return graph.node("ConstantOfShape", List.of(shape));
  }

  /** Exchanges batch and position. */
  private String positionsFirst(String x) {
    return graph.node("Transpose", List.of(x), attribute("perm", List.of(1L, 0L, 2L)));
  }

  /** One position: h [batch, width] and c [batch, heads, size, size] before, then after. */
  private OnnxGraph step() {
    OnnxGraph body = new OnnxGraph("step_");
    String h = body.bodyInput("h_before", (long) model.width());
    String c = body.bodyInput("c_before", heads(), size(), size());
    String fromInput = body.bodyInput("from_input", (long) model.gates());
    String gated =
        body.node("Add", List.of(fromInput, body.node("MatMul", List.of(h, "recurrent.weight"))));
    List<String> parts = // eight of [batch, heads, 1, size]
        body.nodes(
            "Split",
            8,
            List.of(body.node("Reshape", List.of(gated, body.longs(0L, heads(), 8L, size())))),
            attribute("axis", 2L),
            attribute("num_outputs", 8L));
    String scale = body.node("Softplus", List.of("keyScale"));
    String input = body.node("Sigmoid", List.of(outer(body, parts, 0, scale)));
    String added = body.node("Mul", List.of(input, outer(body, parts, 1, scale)));
    String one = body.floats("one", List.of(), new float[] {1});
    String forget = body.node("Add", List.of(outer(body, parts, 2, scale), one));
    String kept = body.node("Mul", List.of(body.node("Sigmoid", List.of(forget)), c));
    String cells = body.node("Add", List.of(kept, added));
    String read = body.node("MatMul", List.of(parts.get(6), cells)); // [batch, heads, 1, size]
    String output = body.node("Sigmoid", List.of(parts.get(7)));
    String state = body.node("Mul", List.of(output, body.node("Tanh", List.of(read))));
    String flat = body.node("Reshape", List.of(state, body.longs(0L, (long) model.width())));
    body.bodyOutput("h", flat, (long) model.width());
    body.bodyOutput("c", cells, heads(), size(), size());
    body.bodyOutput("state", flat, (long) model.width());
    return body;
  }

  /** scale tanh(k) (x) tanh(l), [batch, heads, size, size]. */
  private static String outer(OnnxGraph body, List<String> parts, int part, String scale) {
    String k =
        body.node(
            "Transpose", List.of(parts.get(part)), attribute("perm", List.of(0L, 1L, 3L, 2L)));
    String scaled = body.node("Mul", List.of(body.node("Tanh", List.of(k)), scale));
    return body.node("Mul", List.of(scaled, body.node("Tanh", List.of(parts.get(3 + part)))));
  }
}
