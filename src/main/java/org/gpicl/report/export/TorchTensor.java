package org.gpicl.report.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.model.LstmSpec;
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
          "positions.weight",
          "keyScale",
          "key_scale");

  /** What PyTorch's LSTM calls its parameters. */
  private static final Map<String, String> OF_LSTM =
      Map.of(
          "input.weight",
          "lstm.weight_ih_l0",
          "recurrent.weight",
          "lstm.weight_hh_l0",
          "input.bias",
          "lstm.bias_ih_l0");

  /**
   * All parameters of a model. An LSTM has the second of PyTorch's two biases, too, which is zero.
   *
   * @param values in the order of {@link ModelSpec#parameters()}
   */
  static List<TorchTensor> of(ModelSpec model, List<float[]> values) {
    List<TorchTensor> tensors = new ArrayList<>();
    for (ParameterShape shape : model.parameters()) {
      String name =
          model instanceof LstmSpec
              ? OF_LSTM.getOrDefault(shape.name(), shape.name())
              : nameOf(shape.name());
      tensors.add(of(name, shape, values.get(tensors.size())));
    }
    if (model instanceof LstmSpec lstm) {
      int gates = lstm.gates();
      tensors.add(new TorchTensor("lstm.bias_hh_l0", List.of(gates), new float[gates]));
    }
    return tensors;
  }

  private static TorchTensor of(String name, ParameterShape shape, float[] values) {
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
