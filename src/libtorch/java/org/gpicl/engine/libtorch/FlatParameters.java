package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.zeros_like;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;

/**
 * All parameters of a model in one vector [n], and their gradients in another, so that an update
 * takes a few kernels instead of a few for each parameter. Autograd's leaves are views of both:
 * vectors [columns], and matrices [rows, columns], which are [in, out].
 */
final class FlatParameters implements AutoCloseable {
  private final List<ParameterShape> shapes;
  private final ComputeDevice device;
  private final Tensor values; // [n]
  private final Tensor gradients; // [n]
  private final Map<String, Tensor> leaves = new HashMap<>();

  FlatParameters(ModelSpec model, List<float[]> initial, ComputeDevice device) {
    this.shapes = model.parameters();
    this.device = device;
    this.values = pack(initial);
    try {
      this.gradients = zeros();
    } catch (RuntimeException e) {
      values.close();
      throw e;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard none = new NoGradGuard()) {
      long at = 0;
      for (ParameterShape shape : shapes) {
        Tensor leaf = view(values, at, shape).detach().requires_grad_(true);
        leaf.mutable_grad().put(view(gradients, at, shape));
        leaf.retainReference();
        leaves.put(shape.name(), leaf);
        at += shape.size();
      }
    }
  }

  private static Tensor view(Tensor flat, long at, ParameterShape shape) {
    Tensor part = flat.narrow(0, at, shape.size());
    return shape.vector() ? part : part.view(shape.rows(), shape.columns());
  }

  /** A vector of zeros, as long as the one of all parameters; the caller closes it. */
  Tensor zeros() {
    return Tensors.held(() -> zeros_like(values));
  }

  /** Packs values, in the order of the model, into one vector; the caller closes it. */
  Tensor pack(List<float[]> parts) {
    if (parts.size() != shapes.size()) {
      throw new IllegalArgumentException(
          "the training state has %d arrays, this model %d parameters: it belongs to another model"
              .formatted(parts.size(), shapes.size()));
    }
    float[] flat = new float[shapes.stream().mapToInt(ParameterShape::size).sum()];
    int at = 0;
    for (int k = 0; k < parts.size(); k++) {
      float[] part = parts.get(k);
      if (part.length != shapes.get(k).size()) {
        throw new IllegalArgumentException(
            "the training state's %s has %d numbers, this model's %d: it belongs to another model"
                .formatted(shapes.get(k).name(), part.length, shapes.get(k).size()));
      }
      System.arraycopy(part, 0, flat, at, part.length);
      at += part.length;
    }
    return Tensors.held(() -> device.take(Tensors.of(flat, flat.length)));
  }

  /** Unpacks a vector that is laid out like the parameters. */
  List<float[]> unpack(Tensor vector) {
    try (PointerScope scope = new PointerScope()) {
      float[] flat = Tensors.values(vector.cpu());
      List<float[]> parts = new ArrayList<>();
      int at = 0;
      for (ParameterShape shape : shapes) {
        parts.add(Arrays.copyOfRange(flat, at, at + shape.size()));
        at += shape.size();
      }
      return parts;
    }
  }

  /** A parameter as a leaf of the graph; null if the model has none of that name. */
  Tensor get(String name) {
    return leaves.get(name);
  }

  TensorOptional optional(String name) {
    return new TensorOptional(get(name));
  }

  /** All values [n]; the next pass uses what is written there. */
  Tensor values() {
    return values;
  }

  /** All gradients [n], which backward passes add to. */
  Tensor gradients() {
    return gradients;
  }

  @Override
  public void close() {
    leaves.values().forEach(Tensor::close);
    gradients.close();
    values.close();
  }
}
