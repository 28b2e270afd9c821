package org.gpicl.model;

import static org.gpicl.model.MlpSpec.bias;
import static org.gpicl.model.MlpSpec.weight;

import java.util.List;

/**
 * The outer-product LSTM of the paper (arXiv 2212.04458, appendix) over the transformer's tokens [A
 * x_j, labelScale * one-hot of y_(j-1)]: its cells are matrices, whose gates are outer products.
 * The width is heads * size. The forward pass, from h_0 = c_0 = 0:
 *
 * <pre>
 * gated = x_j input.weight + input.bias + h_(j-1) recurrent.weight        [heads, 8 size]
 * k, l, q, o = gated                          [heads, 3, size] twice, then [heads, size] twice
 * scale = log(1 + exp(keyScale))
 * i, g, f = scale tanh(k) (x) tanh(l)         [heads, size, size], one for each of the three parts
 * c_j = sigmoid(f + 1) c_(j-1) + sigmoid(i) g                             [heads, size, size]
 * read_n = sum over m of c_mn q_m                                         [heads, size]
 * h_j = sigmoid(o) tanh(read)                                             [width]
 * logits_j = h_j output.weight + output.bias                              [classes]
 * </pre>
 *
 * <p>The key scale begins as 0; everything else with U(+-1/sqrt(width)), as in {@link LstmSpec}.
 * This follows the paper's listing and was not compared with the paper's program.
 *
 * @param features numbers in a projected image
 * @param classes labels, and so logits
 * @param length tokens per sequence
 * @param width numbers in h
 * @param heads matrices in c
 */
public record OpLstmSpec(int features, int classes, int length, int width, int heads)
    implements ModelSpec {
  /** Numbers of a head's gates, as a multiple of its size: three each of k and l, q and o. */
  private static final int GATES = 8;

  /** Operations for each number of c, forward and backward, without those of sigmoids. */
  private static final double FLOPS_PER_CELL = 32;

  public OpLstmSpec {
    if (features < 1 || classes < 2 || length < 1 || width < 1) {
      throw new IllegalArgumentException("an LSTM needs features, 2 classes, a length and a width");
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(heads + " heads do not divide width " + width);
    }
  }

  @Override
  public int inputs() {
    return features + classes;
  }

  /** Rows, and columns, of a head's matrix. */
  public int size() {
    return width / heads;
  }

  /** Numbers in the gates of one token before the outer products: 8 width. */
  public int gates() {
    return Math.multiplyExact(GATES, width);
  }

  /** Numbers in c: heads * size * size. */
  public int cells() {
    return Math.multiplyExact(width, size());
  }

  @Override
  public List<ParameterShape> parameters() {
    Initialisation uniform = new Initialisation.UniformFanIn(width);
    return List.of(
        new ParameterShape("input.weight", inputs(), gates(), uniform),
        new ParameterShape("recurrent.weight", width, gates(), uniform),
        new ParameterShape("input.bias", 1, gates(), uniform),
        ParameterShape.zeros("keyScale", 1),
        weight("output.weight", width, classes),
        bias("output.bias", width, classes));
  }

  /** h and c. */
  @Override
  public long stateSize() {
    return (long) width + cells();
  }

  @Override
  public double trainingFlopsPerItem() {
    // Two products for the first layer, whose input needs no gradient, and three elsewhere.
    return length
        * (4.0 * inputs() * gates()
            + 6.0 * width * gates()
            + 6.0 * width * (double) classes
            + FLOPS_PER_CELL * cells());
  }

  /** Those of an engine that keeps all outer products and their sigmoids. */
  @Override
  public long activationsPerItem() {
    return length * (inputs() + classes + 2L * gates() + 2L * width + 8L * cells());
  }
}
