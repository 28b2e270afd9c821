package org.gpicl.engine.vector;

import org.gpicl.model.Precision;

/** Makes the layers of one network, with products in the precision that it is trained in. */
final class Layers {
  private final ParameterView parameters;
  private final Bf16Scratch scratch; // null for 32 bits

  Layers(ParameterView parameters, Precision precision) {
    this.parameters = parameters;
    this.scratch = precision == Precision.FLOAT32 ? null : new Bf16Scratch();
  }

  FirstLayer first(String name, int in, int out) {
    return scratch == null
        ? new InputLayer(parameters, name, in, out)
        : Bf16Layer.first(parameters, name, in, out, scratch);
  }

  Linear linear(String name, int in, int out) {
    return scratch == null
        ? new LinearLayer(parameters, name, in, out)
        : Bf16Layer.linear(parameters, name, in, out, scratch);
  }
}
