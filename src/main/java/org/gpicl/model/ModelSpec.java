package org.gpicl.model;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;

/** Specifies a model, down to the names and shapes of its parameters. */
public sealed interface ModelSpec
    permits AdaptedMlpSpec, LstmSpec, MlpSpec, OpLstmSpec, TransformerSpec {

  /** Numbers in one input row: the image's features, in a sequence followed by those of a label. */
  int inputs();

  /** The number of labels, and so of logits. */
  int classes();

  /** Rows in an item: the sequence length, or 1 for an MLP. */
  int length();

  /**
   * The parameters in their frozen order; a parameter's place is the index of its initial draws.
   */
  List<ParameterShape> parameters();

  /**
   * Floating-point operations of one training step per item: forward and both backward products,
   * attention on the causal half, counting a multiplication and an addition as two.
   */
  double trainingFlopsPerItem();

  /** Activations that one item keeps between forward and backward, as a number of floats. */
  long activationsPerItem();

  /**
   * Numbers that carry what came before into the last prediction of a sequence, beside its own
   * token. The paper finds that it limits learning in context more than the parameters do.
   */
  long stateSize();

  /** Whether training changes its parameters; if not, a step of training only measures the loss. */
  default boolean learned() {
    return true;
  }

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
