package org.gpicl.model;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/** What a model is, down to the names and shapes of its parameters. */
public sealed interface ModelSpec permits MlpSpec, TransformerSpec {

  /** Numbers in one input row: image features, and label features for a transformer. */
  int inputs();

  int classes();

  /** Rows of an item: 1 for an MLP, the sequence length for a transformer. */
  int length();

  /** The parameters in their frozen order, which numbers the draws of their initialisation. */
  List<ParameterShape> parameters();

  /**
   * Floating-point operations of one training step for one item (forward and both backward
   * products, attention on the causal half), a multiplication and an addition counted as two.
   */
  double trainingFlopsPerItem();

  /** Floats of activations that one item needs between forward and backward. */
  long activationsPerItem();

  /** Numbers in all parameters. */
  default long parameterCount() {
    return parameters().stream().mapToLong(ParameterShape::size).sum();
  }

  /** Initial values of every parameter, in order: a pure function of the spec and the seed. */
  default List<float[]> initialParameters(int seed) {
    RandomStream stream = new RandomStream(seed, Stream.INITIALISATION);
    List<float[]> values = new ArrayList<>();
    for (ParameterShape shape : parameters()) {
      float[] value = new float[shape.size()];
      shape.initialisation().fill(value, stream, values.size());
      values.add(value);
    }
    return values;
  }
}
