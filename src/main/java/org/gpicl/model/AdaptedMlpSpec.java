package org.gpicl.model;

import static org.gpicl.model.MlpSpec.bias;
import static org.gpicl.model.MlpSpec.weight;

import java.util.List;

/**
 * An MLP with one hidden layer that is fitted, before each prediction, to the examples that a
 * sequence has shown so far: the inner loop of MAML (Finn, Abbeel and Levine 2017). It reads the
 * transformer's tokens, but its inputs are their images alone. Labels are what it is fitted to:
 * that of image j is the largest entry, of equal ones the first, in the label part of token j + 1.
 *
 * <p>To predict image p of a sequence, it starts from its parameters and makes {@code innerSteps}
 * steps, each over all examples j before p at once, or none for p = 0:
 *
 * <pre>
 * z_j = A x_j layer0.weight + layer0.bias                      [hidden]
 * a_j = relu(z_j)
 * d_j = (softmax(a_j layer1.weight + layer1.bias) - onehot_j) / p    [classes]
 * e_j = (d_j layer1.weight') where z_j > 0, otherwise 0        [hidden]
 * layer1.weight -= innerRate sum_j a_j' d_j;    layer1.bias -= innerRate sum_j d_j
 * layer0.weight -= innerRate sum_j (A x_j)' e_j;    layer0.bias -= innerRate sum_j e_j
 * </pre>
 *
 * and then {@code logits_p = relu(A x_p layer0.weight + layer0.bias) layer1.weight + layer1.bias}.
 * The next position starts from the parameters again.
 *
 * @param features numbers in a projected image
 * @param classes labels, and so logits
 * @param length images per sequence
 * @param hidden width of the hidden layer
 * @param innerSteps steps before each prediction
 * @param innerRate their learning rate
 * @param learned whether training changes the parameters, with a gradient through all inner steps;
 *     otherwise its steps only measure the loss, and the model stays as it was initialised
 */
public record AdaptedMlpSpec(
    int features,
    int classes,
    int length,
    int hidden,
    int innerSteps,
    double innerRate,
    boolean learned)
    implements ModelSpec {
  public AdaptedMlpSpec {
    if (features < 1 || classes < 2 || length < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "a fitted MLP needs features, 2 classes, a length and a width");
    }
    if (innerSteps < 1 || !(innerRate > 0)) {
      throw new IllegalArgumentException("an inner loop needs steps and a rate above 0");
    }
  }

  @Override
  public int inputs() {
    return features + classes;
  }

  @Override
  public List<ParameterShape> parameters() {
    return List.of(
        weight("layer0.weight", features, hidden),
        bias("layer0.bias", features, hidden),
        weight("layer1.weight", hidden, classes),
        bias("layer1.bias", hidden, classes));
  }

  /** The fitted parameters. */
  @Override
  public long stateSize() {
    return parameterCount();
  }

  @Override
  public double trainingFlopsPerItem() {
    double examples = length * (length - 1.0) / 2; // those before each position, over all positions
    double pairs = examples * (2.0 * length - 1) / 3; // and pairs of them
    double widest = (double) hidden * classes;
    // The first layer is fitted through products of pairs of images, which change with no step.
    double fit = innerSteps * (2 * hidden * pairs + 6 * widest * examples);
    double fitBackward = innerSteps * (2 * hidden * pairs + 12 * widest * examples);
    double around = 2.0 * length * features * (length + hidden) + 2 * length * widest;
    return fit + around + (learned ? fitBackward + 2 * around : 0);
  }

  @Override
  public long activationsPerItem() {
    long fit = (long) length * (hidden + classes) + (long) hidden * classes;
    return length * (inputs() + 2L * hidden + length) + (learned ? innerSteps : 1) * fit;
  }
}
