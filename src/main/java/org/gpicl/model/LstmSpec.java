package org.gpicl.model;

import static org.gpicl.model.MlpSpec.bias;
import static org.gpicl.model.MlpSpec.weight;

import java.util.List;

/**
 * A long short-term memory of one layer (Hochreiter and Schmidhuber 1997, with the forget gate of
 * Gers et al. 2000) over the transformer's tokens [A x_j, labelScale * one-hot of y_(j-1)]. Its
 * forward pass, from h_0 = c_0 = 0:
 *
 * <pre>
 * i, f, g, o = x_j input.weight + input.bias + h_(j-1) recurrent.weight   [4 width], side by side
 * c_j = sigmoid(f) c_(j-1) + sigmoid(i) tanh(g)                           [width]
 * h_j = sigmoid(o) tanh(c_j)                                              [width]
 * logits_j = h_j output.weight + output.bias                              [classes]
 * </pre>
 *
 * <p>These are the gates and the initial values of PyTorch's LSTM, U(+-1/sqrt(width)), but with one
 * bias in place of two that are only ever added.
 *
 * @param features numbers in a projected image
 * @param classes labels, and so logits
 * @param length tokens per sequence
 * @param width numbers in h, and in c
 */
public record LstmSpec(int features, int classes, int length, int width) implements ModelSpec {
  private static final int GATES = 4;

  public LstmSpec {
    if (features < 1 || classes < 2 || length < 1 || width < 1) {
      throw new IllegalArgumentException("an LSTM needs features, 2 classes, a length and a width");
    }
  }

  @Override
  public int inputs() {
    return features + classes;
  }

  /** Numbers in the gates of one token: 4 width. */
  public int gates() {
    return Math.multiplyExact(GATES, width);
  }

  @Override
  public List<ParameterShape> parameters() {
    Initialisation uniform = new Initialisation.UniformFanIn(width);
    return List.of(
        new ParameterShape("input.weight", inputs(), gates(), uniform),
        new ParameterShape("recurrent.weight", width, gates(), uniform),
        new ParameterShape("input.bias", 1, gates(), uniform),
        weight("output.weight", width, classes),
        bias("output.bias", width, classes));
  }

  /** h and c. */
  @Override
  public long stateSize() {
    return 2L * width;
  }

  @Override
  public double trainingFlopsPerItem() {
    // Two products for the first layer, whose input needs no gradient, and three elsewhere.
    return length
        * (4.0 * inputs() * gates() + 6.0 * width * gates() + 6.0 * width * (double) classes);
  }

  @Override
  public long activationsPerItem() {
    return length * (inputs() + classes + 2L * gates() + 4L * width);
  }
}
