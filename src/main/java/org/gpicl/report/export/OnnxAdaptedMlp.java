package org.gpicl.report.export;

import static org.gpicl.report.export.OnnxGraph.attribute;

import java.util.List;
import org.gpicl.model.AdaptedMlpSpec;

/**
 * {@link AdaptedMlpSpec} as nodes of a graph: its inner steps one after the other, for all
 * positions at once. Values are [batch, position, example, ...], and of the examples of a position
 * only those before it count. Products of pairs of images stand for changed weights of the first
 * layer.
 */
record OnnxAdaptedMlp(AdaptedMlpSpec model, OnnxGraph graph) {
  private static final long FLOAT = 1;

  /**
   * @param tokens [batch, position, inputs]
   * @return logits [batch, position, classes]
   */
  String logits(String tokens) {
    List<String> parts =
        graph.nodes(
            "Split",
            2,
            List.of(tokens, graph.longs((long) model.features(), (long) model.classes())),
            attribute("axis", -1L));
    String images = parts.get(0);
    String z = graph.linear(images, "layer0.weight", "layer0.bias");
    String pairs = graph.node("MatMul", List.of(images, swapped(images, 0L, 2L, 1L)));
    pairs = graph.node("Add", List.of(pairs, number("one", 1)));
    String targets = unsqueezed(oneHots(parts.get(1)), 1);
    String rates = rates(pairs);
    String before = unsqueezed(z, 1);
    String across = unsqueezed(pairs, 1);
    String received = before;
    String changes = "";
    String weight = graph.node("Unsqueeze", List.of("layer1.weight", graph.longs(0L, 1L)));
    String bias = "layer1.bias";
    for (int step = 0; step < model.innerSteps(); step++) {
      String units = graph.node("Relu", List.of(received));
      String predicted = graph.node("Softmax", List.of(graph.linear(units, weight, bias)));
      String missing = graph.node("Sub", List.of(targets, predicted));
      String down = graph.node("Mul", List.of(missing, rates)); // [batch, position, example, class]
      String back = graph.node("MatMul", List.of(down, swapped(weight, 0L, 1L, 3L, 2L)));
      String change = graph.node("Mul", List.of(back, positive(received)));
      changes = step == 0 ? change : graph.node("Add", List.of(changes, change));
      String more = graph.node("MatMul", List.of(swapped(units, 0L, 1L, 3L, 2L), down));
      weight = graph.node("Add", List.of(weight, more));
      bias =
          graph.node("Add", List.of(bias, graph.node("ReduceSum", List.of(down, graph.longs(2L)))));
      String moved = graph.node("MatMul", List.of(across, changes));
      received = graph.node("Add", List.of(before, moved));
    }
    String moved = graph.node("MatMul", List.of(unsqueezed(pairs, 2), changes));
    String query = graph.node("Add", List.of(unsqueezed(z, 2), moved));
    String logits = graph.linear(graph.node("Relu", List.of(query)), weight, bias);
    return graph.node("Squeeze", List.of(logits, graph.longs(2L)));
  }

  /** What each example's label part says in the token after it; the last one counts nowhere. */
  private String oneHots(String labelParts) {
    String after = slice(labelParts, 1, Long.MAX_VALUE);
    String next =
        graph.node("Concat", List.of(after, slice(labelParts, 0, 1)), attribute("axis", 1L));
    String labels =
        graph.node("ArgMax", List.of(next), attribute("axis", -1L), attribute("keepdims", 0L));
    String values = graph.floats("offAndOn", List.of(2L), new float[] {0, 1});
    return graph.node("OneHot", List.of(labels, graph.longs((long) model.classes()), values));
  }

  private String slice(String x, long from, long to) {
    return graph.node("Slice", List.of(x, graph.longs(from), graph.longs(to), graph.longs(1L)));
  }

  /** The rate over the number of examples before a position, for each of these, otherwise 0. */
  private String rates(String pairs) {
    String everywhere = cast(graph.node("Equal", List.of(pairs, pairs)));
    String minusOne = graph.node("Squeeze", List.of(graph.longs(-1L)));
    String earlier = graph.node("Trilu", List.of(everywhere, minusOne), attribute("upper", 0L));
    String mask = unsqueezed(earlier, 3);
    String count = graph.node("ReduceSum", List.of(mask, graph.longs(2L)));
    String rate = number("innerRate", (float) model.innerRate());
    String each =
        graph.node("Div", List.of(rate, graph.node("Max", List.of(count, number("least", 1)))));
    return graph.node("Mul", List.of(mask, each));
  }

  private String positive(String x) {
    return cast(graph.node("Greater", List.of(x, number("zero_" + x, 0))));
  }

  private String cast(String truth) {
    return graph.node("Cast", List.of(truth), attribute("to", FLOAT));
  }

  private String number(String name, float value) {
    return graph.floats(name, List.of(), new float[] {value});
  }

  private String unsqueezed(String x, long axis) {
    return graph.node("Unsqueeze", List.of(x, graph.longs(axis)));
  }

  private String swapped(String x, Long... axes) {
    return graph.node("Transpose", List.of(x), attribute("perm", List.of(axes)));
  }
}
