package org.gpicl.report.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;

/**
 * A parameter as PyTorch has it.
 *
 * @param name such as {@code blocks.0.attn.qkv.weight}
 * @param shape [outputs, inputs] of a linear layer's weight, where this program has [inputs,
 *     outputs]; [length, width] of learned positions; otherwise [size]
 * @param values row by row
 */
record TorchTensor(String name, List<Integer> shape, float[] values) {
  private static final String LEARNED_POSITIONS = "positions";

  /** What each part of a name becomes. */
  private static final Map<String, String> PARTS =
      Map.of(
          "gain",
          "weight",
          "inputNorm",
          "input_norm",
          "finalNorm",
          "final_norm",
          "qkv",
          "attn.qkv",
          "projection",
          "attn.projection",
          "expand",
          "mlp.expand",
          "contract",
          "mlp.contract",
          LEARNED_POSITIONS,
          "positions.weight");

  /**
   * All parameters of a model.
   *
   * @param values in the order of {@link ModelSpec#parameters()}
   */
  static List<TorchTensor> of(ModelSpec model, List<float[]> values) {
    List<TorchTensor> tensors = new ArrayList<>();
    for (ParameterShape shape : model.parameters()) {
      tensors.add(of(shape, values.get(tensors.size())));
    }
    return tensors;
  }

  private static TorchTensor of(ParameterShape shape, float[] values) {
    String name = nameOf(shape.name());
    if (shape.name().equals(LEARNED_POSITIONS)) {
      return new TorchTensor(name, List.of(shape.rows(), shape.columns()), values);
    }
    // By name: the weight of a layer with one input has one row and is a matrix all the same.
    return shape.name().endsWith(".weight")
        ? new TorchTensor(name, List.of(shape.columns(), shape.rows()), transposed(shape, values))
        : new TorchTensor(name, List.of(shape.columns()), values);
  }

  private static String nameOf(String own) {
    List<String> parts = new ArrayList<>();
    for (String part : own.split("\\.")) {
      parts.add(PARTS.getOrDefault(part, part.replaceFirst("^(block|layer)(\\d+)$", "$1s.$2")));
    }
    return String.join(".", parts);
  }

  private static float[] transposed(ParameterShape shape, float[] values) {
    float[] out = new float[values.length];
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        out[column * shape.rows() + row] = values[row * shape.columns() + column];
      }
    }
    return out;
  }
}
