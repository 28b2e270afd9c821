package org.gpicl.engine.vector;

import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TransformerSpec;

/** Makes the network of a model. */
final class Networks {
  private Networks() {}

  static Network of(ModelSpec model, int seed, ParameterView parameters) {
    return model instanceof MlpSpec mlp
        ? new MlpNetwork(mlp, parameters)
        : new TransformerNetwork((TransformerSpec) model, seed, parameters);
  }
}
