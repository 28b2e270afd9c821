package org.gpicl.model;

import java.util.List;

/**
 * The notebook's MLP: Linear, ReLU, Linear, ReLU, Linear, with another ReLU on the logits if the
 * recipe keeps that quirk. The loss is cross-entropy.
 *
 * <p>Parameters: {@code layer0.weight [inputs, hidden]}, {@code layer0.bias [hidden]}, {@code
 * layer1.weight [hidden, hidden]}, {@code layer1.bias}, {@code layer2.weight [hidden, classes]},
 * {@code layer2.bias [classes]}.
 *
 * @param inputs features of an image
 * @param hidden width of both hidden layers
 * @param classes labels, and so logits
 * @param finalRelu whether the logits pass through a ReLU
 */
public record MlpSpec(int inputs, int hidden, int classes, boolean finalRelu) implements ModelSpec {
  public MlpSpec {
    if (inputs < 1 || hidden < 1 || classes < 2) {
      throw new IllegalArgumentException("an MLP needs inputs, a width and 2 classes");
    }
  }

  @Override
  public int length() {
    return 1;
  }

  @Override
  public List<ParameterShape> parameters() {
    return List.of(
        weight("layer0.weight", inputs, hidden),
        bias("layer0.bias", inputs, hidden),
        weight("layer1.weight", hidden, hidden),
        bias("layer1.bias", hidden, hidden),
        weight("layer2.weight", hidden, classes),
        bias("layer2.bias", hidden, classes));
  }

  static ParameterShape weight(String name, int in, int out) {
    return new ParameterShape(name, in, out, new Initialisation.UniformFanIn(in));
  }

  static ParameterShape bias(String name, int in, int out) {
    return new ParameterShape(name, 1, out, new Initialisation.UniformFanIn(in));
  }

  /** None: every sample is predicted on its own. */
  @Override
  public long stateSize() {
    return 0;
  }

  @Override
  public double trainingFlopsPerItem() {
    // The first layer needs no gradient for its input: two products there, three elsewhere.
    return 4.0 * inputs * hidden + 6.0 * hidden * (hidden + classes);
  }

  @Override
  public long activationsPerItem() {
    return inputs + 2L * hidden + classes;
  }
}
