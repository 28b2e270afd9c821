package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;

import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.Batch;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.TrainingSpec;

/** The passes of {@link MlpSpec}. */
final class TorchMlp extends TorchSteps {
  private final MlpSpec spec;

  TorchMlp(MlpSpec spec, TrainingSpec training, Batch batch) {
    super(spec, training, batch);
    this.spec = spec;
  }

  @Override
  Tensor forward(Tensor x) {
    Tensor h = layer(x, "layer0").relu_();
    h = layer(h, "layer1").relu_();
    Tensor logits = layer(h, "layer2");
    return spec.finalRelu() ? logits.relu_() : logits;
  }

  private Tensor layer(Tensor x, String name) {
    return addmm(parameters.get(name + ".bias"), x, parameters.get(name + ".weight"));
  }
}
