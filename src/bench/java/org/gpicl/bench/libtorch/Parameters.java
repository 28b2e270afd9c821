package org.gpicl.bench.libtorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;

/**
 * The parameters of a model by name, as leaves that accumulate gradients. Matrices are [in, out].
 */
final class Parameters {
  private final Map<String, Tensor> byName = new HashMap<>();
  private final List<Tensor> inOrder = new ArrayList<>();

  Parameters(ModelSpec model, int seed) {
    List<ParameterShape> shapes = model.parameters();
    List<float[]> values = model.initialParameters(seed);
    for (int k = 0; k < shapes.size(); k++) {
      ParameterShape shape = shapes.get(k);
      Tensor tensor =
          shape.rows() == 1
              ? Tensors.of(values.get(k), shape.columns())
              : Tensors.of(values.get(k), shape.rows(), shape.columns());
      tensor.requires_grad_(true);
      byName.put(shape.name(), tensor);
      inOrder.add(tensor);
    }
  }

  Tensor get(String name) {
    return byName.get(name);
  }

  TensorOptional optional(String name) {
    return new TensorOptional(get(name));
  }

  List<Tensor> all() {
    return inOrder;
  }

  TensorVector vector() {
    return new TensorVector(inOrder.toArray(Tensor[]::new));
  }

  TensorVector gradients() {
    TensorVector gradients = new TensorVector();
    inOrder.forEach(parameter -> gradients.push_back(parameter.grad()));
    return gradients;
  }

  /** Drops all gradients, as zero_grad does by default: the next backward pass makes new ones. */
  void forgetGradients() {
    inOrder.forEach(parameter -> parameter.mutable_grad().reset());
  }

  void close() {
    inOrder.forEach(Tensor::close);
  }
}
