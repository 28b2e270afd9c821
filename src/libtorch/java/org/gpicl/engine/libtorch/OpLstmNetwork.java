package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.softplus;
import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.tanh;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.OpLstmSpec;

/** The pass of {@link OpLstmSpec}, position by position. */
final class OpLstmNetwork implements Network {
  private static final long PARTS = 8;

  private final OpLstmSpec spec;
  private final FlatParameters parameters;

  OpLstmNetwork(OpLstmSpec spec, FlatParameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
  }

  @Override
  public Tensor logits(Tensor inputs, long items, Dropouts dropouts) {
    Tensor fromInputs = layer(inputs, "input"); // [t, inputs] -> [t, 8 w]
    TensorVector positions = fromInputs.view(items, spec.length(), spec.gates()).unbind(1);
    Tensor recurrent = parameters.get("recurrent.weight");
    Tensor scale = softplus(parameters.get("keyScale"));
    Tensor h = fromInputs.new_zeros(items, spec.width());
    Tensor c = fromInputs.new_zeros(items, spec.heads(), spec.size(), spec.size());
    TensorVector states = new TensorVector();
    for (int j = 0; j < spec.length(); j++) {
      TensorVector parts = // k, l [items, heads, 3, size]; q, o [items, heads, 1, size]
          addmm(positions.get(j), h, recurrent)
              .view(items, spec.heads(), PARTS, spec.size())
              .split_with_sizes(new long[] {3, 3, 1, 1}, 2);
      Tensor before = c;
      Tensor after = Tensors.alone(() -> cells(parts, scale, before));
      c = after;
      h = Tensors.alone(() -> state(parts, after));
      states.push_back(h);
    }
    return layer(stack(states, 1).view(-1, spec.width()), "output");
  }

  private static Tensor cells(TensorVector parts, Tensor scale, Tensor before) {
    Tensor k = tanh(parts.get(0)).mul(scale).unsqueeze(-1);
    TensorVector gates = k.mul(tanh(parts.get(1)).unsqueeze(-2)).unbind(2); // i, g, f
    Tensor kept = sigmoid(gates.get(2).add(new Scalar(1.0))).mul(before);
    return kept.add(sigmoid(gates.get(0)).mul(gates.get(1)));
  }

  private Tensor state(TensorVector parts, Tensor c) {
    Tensor read = matmul(parts.get(2), c); // [items, heads, 1, size]
    return sigmoid(parts.get(3)).mul(tanh(read)).view(-1, spec.width());
  }

  private Tensor layer(Tensor x, String name) {
    return addmm(parameters.get(name + ".bias"), x, parameters.get(name + ".weight"));
  }

  @Override
  public void close() {
    // The parameters belong to the trainer.
  }
}
