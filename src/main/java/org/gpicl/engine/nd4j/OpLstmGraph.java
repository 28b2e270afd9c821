package org.gpicl.engine.nd4j;

import java.util.Map;
import org.gpicl.model.OpLstmSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The forward pass of {@link OpLstmSpec}, written into a SameDiff graph position by position, since
 * its loops have no gradients. Like {@link TransformerGraph} it avoids batched products.
 */
final class OpLstmGraph {
  private static final int PARTS = 8;

  private final OpLstmSpec spec;
  private final SameDiff graph;
  private final SDVariable scale; // [1, 1, 1, 1]

  private OpLstmGraph(OpLstmSpec spec, SameDiff graph, SDVariable keyScale) {
    this.spec = spec;
    this.graph = graph;
    this.scale = graph.math().log(graph.math().exp(keyScale).add(1)).reshape(1, 1, 1, 1);
  }

  /** Writes the forward pass and the summed loss of the targets into {@code graph}. */
  static void write(OpLstmSpec spec, SameDiff graph, Map<String, SDVariable> parameters) {
    OpLstmGraph lstm = new OpLstmGraph(spec, graph, parameters.get("keyScale"));
    SDVariable fromInputs =
        GraphEnds.inputs(graph, spec)
            .mmul(parameters.get("input.weight"))
            .add(parameters.get("input.bias"));
    SDVariable states = lstm.states(fromInputs, parameters.get("recurrent.weight"));
    SDVariable logits =
        states.mmul(parameters.get("output.weight")).add(parameters.get("output.bias"));
    GraphEnds.end(graph, spec, logits);
  }

  /** From the inputs' part of all gates, [batch * length, gates], to h [batch * length, width]. */
  private SDVariable states(SDVariable fromInputs, SDVariable recurrent) {
    int length = spec.length();
    SDVariable[] positions = graph.unstack(fromInputs.reshape(-1, length, spec.gates()), 1, length);
    SDVariable[] states = new SDVariable[length];
    SDVariable c = null;
    for (int j = 0; j < length; j++) {
      SDVariable gated = j == 0 ? positions[0] : positions[j].add(states[j - 1].mmul(recurrent));
      SDVariable[] parts = // each [batch, heads, size]
          graph.unstack(gated.reshape(-1, spec.heads(), PARTS, spec.size()), 2, PARTS);
      SDVariable added = graph.nn().sigmoid(outer(parts, 0)).mul(outer(parts, 1));
      SDVariable forget = graph.nn().sigmoid(outer(parts, 2).add(1));
      c = j == 0 ? added : forget.mul(c).add(added);
      SDVariable read = c.mul(parts[6].reshape(-1, spec.heads(), spec.size(), 1)).sum(2);
      SDVariable h = graph.nn().sigmoid(parts[7]).mul(graph.math().tanh(read));
      states[j] = h.reshape(-1, spec.width());
    }
    return graph.stack(1, states).reshape(-1, spec.width());
  }

  /** scale tanh(k) (x) tanh(l), [batch, heads, size, size]. */
  private SDVariable outer(SDVariable[] parts, int part) {
    SDVariable k = graph.math().tanh(parts[part]).reshape(-1, spec.heads(), spec.size(), 1);
    SDVariable l = graph.math().tanh(parts[3 + part]).reshape(-1, spec.heads(), 1, spec.size());
    return k.mul(scale).mul(l);
  }
}
