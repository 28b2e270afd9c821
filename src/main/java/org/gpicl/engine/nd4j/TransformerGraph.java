package org.gpicl.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gpicl.model.Activation;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The forward pass of {@link TransformerSpec}, written into a SameDiff graph line by line.
 *
 * <p>It uses only operations whose values and gradients are right in ND4J 1.0.0-M2.1, and so avoids
 * its gelu, layer norm, linear, dropout, attention, gather and batched products. Rows are the
 * batch's tokens [batch * length], so that the batch may have any size.
 */
final class TransformerGraph {
  private static final double MASKED = -1e9;

  private final TransformerSpec spec;
  private final SameDiff graph;
  private final Map<String, SDVariable> parameters;
  private final List<DropoutPlace> dropouts = new ArrayList<>();

  /**
   * A dropout of the model and the placeholder for its factors.
   *
   * @param site the place in the model: see {@link DropoutSite}
   * @param placeholder the placeholder's name
   * @param itemShape the shape of one item's factors
   */
  record DropoutPlace(int site, String placeholder, long[] itemShape) {

    /** The number of factors per item. */
    int perItem() {
      return Math.toIntExact(Arrays.stream(itemShape).reduce(1, Math::multiplyExact));
    }

    /**
     * The shape of a pass, items first: rows of tokens [items * length, width], or [items, heads,
     * ...].
     */
    long[] passShape(long items) {
      if (itemShape.length == 2) {
        return new long[] {items * itemShape[0], itemShape[1]};
      }
      return new long[] {items, itemShape[0], itemShape[1], itemShape[2]};
    }

    /**
     * The shape of a single factor that serves all elements: as many dimensions as the factors, all
     * 1.
     */
    long[] scalarShape() {
      long[] shape = passShape(1);
      Arrays.fill(shape, 1);
      return shape;
    }
  }

  /** Writes the forward pass and the summed loss of the targets into {@code graph}. */
  TransformerGraph(TransformerSpec spec, SameDiff graph, Map<String, SDVariable> parameters) {
    this.spec = spec;
    this.graph = graph;
    this.parameters = parameters;
    GraphEnds.end(graph, spec, forward());
  }

  /** The dropouts in the graph, in the order of the forward pass; none without dropout. */
  List<DropoutPlace> dropouts() {
    return List.copyOf(dropouts);
  }

  private SDVariable forward() {
    SDVariable h = linear(GraphEnds.inputs(graph, spec), "input");
    if (spec.inputNorm()) {
      h = tokenDropout(layerNorm(h, "inputNorm"), DropoutSite.INPUT);
    }
    h = tokenDropout(addPositions(h), DropoutSite.EMBEDDING);
    SDVariable bias = scoreBias();
    for (int block = 0; block < spec.layers(); block++) {
      String prefix = "block" + block + ".";
      SDVariable attended = attention(linear(h, prefix + "norm1", prefix + "qkv"), bias, block);
      SDVariable projected = linear(attended, prefix + "projection");
      h = h.add(tokenDropout(projected, DropoutSite.attentionResidual(block)));
      SDVariable inner = gelu(linear(h, prefix + "norm2", prefix + "expand"));
      SDVariable contracted = linear(inner, prefix + "contract");
      h = h.add(tokenDropout(contracted, DropoutSite.innerResidual(block)));
    }
    return spec.inputNorm() && spec.dropout() > 0
        ? linear(tokenDropout(layerNorm(h, "finalNorm"), DropoutSite.FINAL), "output")
        : linear(h, "finalNorm", "output");
  }

  private SDVariable linear(SDVariable x, String name) {
    return x.mmul(parameters.get(name + ".weight")).add(parameters.get(name + ".bias"));
  }

  /**
   * A linear layer on a layer norm. The gains are folded into the weights' rows and the biases
   * passed through them, which is equivalent and saves four slow operations on all rows.
   */
  private SDVariable linear(SDVariable h, String norm, String name) {
    SDVariable weight = parameters.get(name + ".weight");
    SDVariable gain = parameters.get(norm + ".gain").reshape(spec.width(), 1);
    SDVariable bias = parameters.get(norm + ".bias").reshape(1, spec.width()).mmul(weight);
    return normalised(h)
        .mmul(weight.mul(gain))
        .add(bias.reshape(-1).add(parameters.get(name + ".bias")));
  }

  private SDVariable layerNorm(SDVariable h, String name) {
    return normalised(h).mul(parameters.get(name + ".gain")).add(parameters.get(name + ".bias"));
  }

  /** Normalises rows to mean 0 and variance 1. */
  private SDVariable normalised(SDVariable h) {
    SDVariable centred = h.sub(h.mean(true, 1));
    SDVariable variance = centred.mul(centred).mean(true, 1);
    return centred.div(graph.math().sqrt(variance.add(TransformerSpec.NORM_EPSILON)));
  }

  private SDVariable addPositions(SDVariable h) {
    SDVariable sequences = h.reshape(-1, spec.length(), spec.width());
    if (spec.positions().contains(Position.LEARNED)) {
      sequences = sequences.add(parameters.get("positions"));
    }
    if (spec.positions().contains(Position.SINUSOIDAL)) {
      sequences = sequences.add(graph.constant("sinusoids", sinusoids()));
    }
    return sequences.reshape(-1, spec.width());
  }

  private INDArray sinusoids() {
    return Nd4j.create(spec.sinusoids(), new long[] {spec.length(), spec.width()}, 'c');
  }

  /**
   * What is added to scores, [heads, length, length]: ALiBi on and below the diagonal, a huge
   * negative number above it.
   */
  private SDVariable scoreBias() {
    int length = spec.length();
    INDArray bias = Nd4j.zeros(DataType.FLOAT, spec.heads(), length, length);
    for (int head = 0; head < spec.heads(); head++) {
      for (int query = 0; query < length; query++) {
        for (int key = 0; key < length; key++) {
          double value = key > query ? MASKED : -spec.alibiSlope(head) * (query - key);
          bias.putScalar(head, query, key, value);
        }
      }
    }
    return graph.constant("scoreBias", bias);
  }

  /** Causal attention of {@code qkv} [batch * length, 3 width]. */
  private SDVariable attention(SDVariable qkv, SDVariable bias, int block) {
    int length = spec.length();
    int heads = spec.heads();
    int headWidth = spec.headWidth();
    SDVariable[] parts =
        graph.unstack(
            qkv.reshape(-1, length, 3, heads, headWidth)
                .permute(2, 0, 3, 1, 4) // [3, batch, heads, length, headWidth]
                .reshape(3, -1, length, headWidth),
            0,
            3); // each [batch * heads, length, headWidth]
    SDVariable scores =
        graph.mmul(parts[0], parts[1], false, true, false).mul(1 / Math.sqrt(headWidth));
    SDVariable weights = graph.nn().softmax(scores.reshape(-1, heads, length, length).add(bias), 3);
    weights = dropout(weights, DropoutSite.attention(block), new long[] {heads, length, length});
    return weights
        .reshape(-1, length, length)
        .mmul(parts[2]) // [batch * heads, length, headWidth]
        .reshape(-1, heads, length, headWidth)
        .permute(0, 2, 1, 3)
        .reshape(-1, spec.width());
  }

  private SDVariable gelu(SDVariable x) {
    if (spec.activation() == Activation.GELU_TANH) {
      // (1 + tanh(u)) / 2 is the sigmoid of 2u, which takes half the time.
      SDVariable u = x.mul(x).mul(0.044715).add(1).mul(x).mul(Math.sqrt(2 / Math.PI));
      return graph.nn().sigmoid(u.mul(2)).mul(x);
    }
    return graph.math().erf(x.mul(Math.sqrt(0.5))).add(1).mul(x).mul(0.5);
  }

  private SDVariable tokenDropout(SDVariable x, int site) {
    return dropout(x, site, new long[] {spec.length(), spec.width()});
  }

  private SDVariable dropout(SDVariable x, int site, long[] itemShape) {
    if (spec.dropout() == 0) {
      return x;
    }
    String name = "dropout" + site;
    dropouts.add(new DropoutPlace(site, name, itemShape));
    return x.mul(graph.placeHolder(name, DataType.FLOAT, null));
  }
}
