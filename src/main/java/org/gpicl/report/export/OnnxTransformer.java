package org.gpicl.report.export;

import static org.gpicl.report.export.OnnxGraph.attribute;

import java.util.Arrays;
import java.util.List;
import org.gpicl.model.Activation;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;

/**
 * The transformer of {@link TransformerSpec} as nodes of a graph, without dropout. A sequence may
 * be shorter than those of the training: what comes later changes nothing of what comes before.
 */
final class OnnxTransformer {
  private final TransformerSpec model;
  private final OnnxGraph graph;
  private final String zero;
  private final String length;
  private final String mask;

  /**
   * @param tokens [batch, position, inputs]
   */
  OnnxTransformer(TransformerSpec model, OnnxGraph graph, String tokens) {
    this.model = model;
    this.graph = graph;
    this.zero = graph.longs(0L);
    this.length =
        graph.node("Shape", List.of(tokens), attribute("start", 1L), attribute("end", 2L));
    this.mask = first(first(causalMask(), 1), 2);
  }

  /**
   * @param tokens [batch, position, inputs]
   * @return logits [batch, position, classes]
   */
  String logits(String tokens) {
    String h = graph.linear(tokens, "input.weight", "input.bias"); // [batch, position, width]
    if (model.inputNorm()) {
      h = norm(h, "inputNorm");
    }
    if (model.positions().contains(Position.LEARNED)) {
      h = graph.node("Add", List.of(h, first("positions", 0)));
    }
    if (model.positions().contains(Position.SINUSOIDAL)) {
      List<Long> shape = List.of((long) model.length(), (long) model.width());
      h =
          graph.node(
              "Add", List.of(h, first(graph.floats("sinusoids", shape, model.sinusoids()), 0)));
    }
    for (int block = 0; block < model.layers(); block++) {
      String prefix = "block" + block + ".";
      h = graph.node("Add", List.of(h, attention(norm(h, prefix + "norm1"), prefix)));
      h = graph.node("Add", List.of(h, inner(norm(h, prefix + "norm2"), prefix)));
    }
    return graph.linear(norm(h, "finalNorm"), "output.weight", "output.bias");
  }

  private String norm(String x, String name) {
    return graph.node(
        "LayerNormalization",
        List.of(x, name + ".gain", name + ".bias"),
        attribute("axis", -1L),
        attribute("epsilon", (float) TransformerSpec.NORM_EPSILON));
  }

  private String attention(String a, String prefix) {
    List<String> qkv =
        graph.nodes(
            "Split",
            3,
            List.of(graph.linear(a, prefix + "qkv.weight", prefix + "qkv.bias")),
            attribute("axis", -1L),
            attribute("num_outputs", 3L));
    String q = heads(qkv.get(0), 0, 2, 1, 3); // [batch, head, position, head width]
    String k = heads(qkv.get(1), 0, 2, 3, 1); // [batch, head, head width, position]
    String v = heads(qkv.get(2), 0, 2, 1, 3);
    String scale =
        graph.floats(
            prefix + "scale",
            List.of(),
            new float[] {(float) (1 / Math.sqrt(model.width() / model.heads()))});
    String scores = graph.node("Mul", List.of(graph.node("MatMul", List.of(q, k)), scale));
    String p =
        graph.node(
            "Softmax",
            List.of(graph.node("Add", List.of(scores, mask))),
            attribute("axis", -1L)); // [batch, head, position, position]
    String mixed =
        graph.node(
            "Transpose",
            List.of(graph.node("MatMul", List.of(p, v))),
            attribute("perm", List.of(0L, 2L, 1L, 3L)));
    String joined =
        graph.node("Reshape", List.of(mixed, graph.longs(0L, 0L, (long) model.width())));
    return graph.linear(joined, prefix + "projection.weight", prefix + "projection.bias");
  }

  /** [batch, position, width] as [batch, position, head, head width], with its axes reordered. */
  private String heads(String x, long... order) {
    String divided =
        graph.node(
            "Reshape",
            List.of(x, graph.longs(0L, 0L, (long) model.heads(), (long) model.headWidth())));
    return graph.node(
        "Transpose", List.of(divided), attribute("perm", Arrays.stream(order).boxed().toList()));
  }

  private String inner(String b, String prefix) {
    String expanded = graph.linear(b, prefix + "expand.weight", prefix + "expand.bias");
    String activated =
        graph.node(
            "Gelu",
            List.of(expanded),
            attribute("approximate", model.activation() == Activation.GELU_TANH ? "tanh" : "none"));
    return graph.linear(activated, prefix + "contract.weight", prefix + "contract.bias");
  }

  /** What is added to the scores, [head, position, position]; without ALiBi for all heads. */
  private String causalMask() {
    int length = model.length();
    int heads = model.positions().contains(Position.ALIBI) ? model.heads() : 1;
    float[] values = new float[heads * length * length];
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < length; i++) {
        for (int j = 0; j < length; j++) {
          values[(head * length + i) * length + j] =
              j > i ? Float.NEGATIVE_INFINITY : (float) (-model.alibiSlope(head) * (i - j));
        }
      }
    }
    return graph.floats("mask", List.of((long) heads, (long) length, (long) length), values);
  }

  /** As much of an axis as the sequence is long. */
  private String first(String table, long axis) {
    return graph.node("Slice", List.of(table, zero, length, graph.longs(axis)));
  }
}
