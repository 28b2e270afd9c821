package org.gpicl.engine.libtorch;

import static org.bytedeco.pytorch.global.torch.addmm;
import static org.bytedeco.pytorch.global.torch.relu;

import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.libtorch.dropout.Dropouts;
import org.gpicl.model.MlpSpec;

/** The pass of {@link MlpSpec}. */
final class MlpNetwork implements Network {
  private final MlpSpec spec;
  private final FlatParameters parameters;

  MlpNetwork(MlpSpec spec, FlatParameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
  }

  @Override
  public Tensor logits(Tensor inputs, long items, Dropouts dropouts) {
    Tensor first = relu(layer(inputs, "layer0")); // [items, inputs] -> [items, hidden]
    Tensor second = relu(layer(first, "layer1"));
    Tensor logits = layer(second, "layer2"); // [items, hidden] -> [items, classes]
    return spec.finalRelu() ? relu(logits) : logits;
  }

  private Tensor layer(Tensor x, String name) {
    return addmm(parameters.get(name + ".bias"), x, parameters.get(name + ".weight"));
  }

  @Override
  public void close() {
    // The parameters belong to the trainer.
  }
}
