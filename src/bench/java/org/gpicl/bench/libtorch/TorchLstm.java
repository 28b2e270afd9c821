package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.lstm;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.gpicl.engine.Batch;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.TrainingSpec;

/** The passes of {@link LstmSpec} by PyTorch's own LSTM. */
final class TorchLstm extends TorchSteps {
  private final LstmSpec spec;
  private final Tensor noBias; // [4 w], the second of the two biases that PyTorch adds

  TorchLstm(LstmSpec spec, TrainingSpec training, Batch batch) {
    super(spec, training, batch);
    this.spec = spec;
    this.noBias = Tensors.of(new float[spec.gates()], spec.gates());
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor tokens = x.view(-1, spec.length(), spec.inputs());
    Tensor zeros = tokens.new_zeros(1, tokens.size(0), spec.width());
    TensorVector weights =
        new TensorVector(
            parameters.get("input.weight").t().contiguous(),
            parameters.get("recurrent.weight").t().contiguous(),
            parameters.get("input.bias"),
            noBias);
    Tensor states =
        lstm(tokens, new TensorVector(zeros, zeros), weights, true, 1, 0, true, false, true).get0();
    return addmm(
        parameters.get("output.bias"),
        states.reshape(-1, spec.width()),
        parameters.get("output.weight"));
  }
}
