package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.matmul;
import static org.bytedeco.pytorch.global.torch.sigmoid;
import static org.bytedeco.pytorch.global.torch.softplus;
import static org.bytedeco.pytorch.global.torch.stack;
import static org.bytedeco.pytorch.global.torch.tanh;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.Batch;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TrainingSpec;

/** The passes of {@link OpLstmSpec}, a loop over positions as in Python. */
final class TorchOpLstm extends TorchSteps {
  private static final long PARTS = 8;

  private final OpLstmSpec spec;

  TorchOpLstm(OpLstmSpec spec, TrainingSpec training, Batch batch) {
    super(spec, training, batch);
    this.spec = spec;
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor fromInputs = layer(x, "input");
    TensorVector positions = fromInputs.view(-1, spec.length(), spec.gates()).unbind(1);
    Tensor recurrent = parameters.get("recurrent.weight");
    Tensor scale = softplus(parameters.get("keyScale"));
    long items = positions.get(0).size(0);
    Tensor h = fromInputs.new_zeros(items, spec.width());
    Tensor c = fromInputs.new_zeros(items, spec.heads(), spec.size(), spec.size());
    TensorVector states = new TensorVector();
    for (int j = 0; j < spec.length(); j++) {
      TensorVector parts = // k, l [items, heads, 3, size]; q, o [items, heads, 1, size]
          addmm(positions.get(j), h, recurrent)
              .view(-1, spec.heads(), PARTS, spec.size())
              .split_with_sizes(new long[] {3, 3, 1, 1}, 2);
      Tensor k = tanh(parts.get(0)).mul(scale).unsqueeze(-1);
      TensorVector gates = k.mul(tanh(parts.get(1)).unsqueeze(-2)).unbind(2); // i, g, f
      Tensor kept = sigmoid(gates.get(2).add(new Scalar(1.0))).mul(c);
      c = kept.add(sigmoid(gates.get(0)).mul(gates.get(1)));
      Tensor read = tanh(matmul(parts.get(2), c)); // [items, heads, 1, size]
      h = sigmoid(parts.get(3)).mul(read).view(-1, spec.width());
      states.push_back(h);
    }
    return layer(stack(states, 1).view(-1, spec.width()), "output");
  }

  private Tensor layer(Tensor x, String name) {
    return addmm(parameters.get(name + ".bias"), x, parameters.get(name + ".weight"));
  }
}
