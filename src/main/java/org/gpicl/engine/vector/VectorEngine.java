package org.gpicl.engine.vector;

import java.util.function.BooleanSupplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/** The default engine on CPUs, on one core per trainer: the Java Vector API and nothing else. */
public final class VectorEngine implements Engine {

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "Java Vector API, " + Lanes.FLOATS.vectorBitSize() + "-bit vectors";
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    return openTrainer(model, training, initial, stop);
  }

  static VectorTrainer openTrainer(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    VectorProfile.gather();
    checkMoments(training, initial);
    PaddedParameters parameters = new PaddedParameters(model, initial);
    Network network =
        model instanceof MlpSpec mlp
            ? new MlpNetwork(mlp, parameters)
            : new TransformerNetwork((TransformerSpec) model, training.seed(), parameters);
    return new VectorTrainer(model, training, initial, parameters, network, stop);
  }

  private static void checkMoments(TrainingSpec training, TrainingState initial) {
    boolean needed = training.optimiser().moments() > 0;
    if (needed == initial.firstMoments().isEmpty()) {
      throw new EngineException(
          "the training state was made by another optimiser than "
              + training.optimiser()
              + "; start this cell again");
    }
  }
}
