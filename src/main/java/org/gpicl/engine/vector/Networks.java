package org.gpicl.engine.vector;

import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/** Makes the network of a model. */
final class Networks {
  private Networks() {}

  static Network of(ModelSpec model, TrainingSpec training, ParameterView parameters) {
    Layers layers = new Layers(parameters, training.precision());
    if (model instanceof MlpSpec mlp) {
      return new MlpNetwork(mlp, layers);
    }
    if (model instanceof AdaptedMlpSpec adapted) {
      return new AdaptedNetwork(adapted, parameters);
    }
    if (model instanceof LstmSpec lstm) {
      return new LstmNetwork(lstm, parameters, layers);
    }
    if (model instanceof OpLstmSpec lstm) {
      return new OpLstmNetwork(lstm, parameters, layers);
    }
    return new TransformerNetwork((TransformerSpec) model, training.seed(), parameters, layers);
  }
}
