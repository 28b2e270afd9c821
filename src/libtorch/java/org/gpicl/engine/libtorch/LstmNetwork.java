package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.lstm;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.LstmSpec;

/** The pass of {@link LstmSpec} by PyTorch's own LSTM, whose weights are transposed. */
final class LstmNetwork implements Network {
  private final LstmSpec spec;
  private final FlatParameters parameters;
  private final Tensor noBias; // [4 w], the second of the two biases that PyTorch adds

  LstmNetwork(LstmSpec spec, FlatParameters parameters, ComputeDevice device) {
    this.spec = spec;
    this.parameters = parameters;
    this.noBias =
        Tensors.held(() -> device.take(Tensors.of(new float[spec.gates()], spec.gates())));
  }

  @Override
  public Tensor logits(Tensor inputs, long items, Dropouts dropouts) {
    Tensor tokens = inputs.view(items, spec.length(), spec.inputs());
    Tensor zeros = tokens.new_zeros(1, items, spec.width());
    TensorVector weights =
        new TensorVector(
            parameters.get("input.weight").t().contiguous(),
            parameters.get("recurrent.weight").t().contiguous(),
            parameters.get("input.bias"),
            noBias);
    Tensor states = // [items, length, w]
        lstm(tokens, new TensorVector(zeros, zeros), weights, true, 1, 0, true, false, true).get0();
    return addmm(
        parameters.get("output.bias"),
        states.reshape(-1, spec.width()),
        parameters.get("output.weight"));
  }

  @Override
  public void close() {
    noBias.close();
  }
}
