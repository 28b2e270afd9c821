package org.gpicl.engine.nd4j;

import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/**
 * Trains on ND4J's backend, CPU or CUDA, whichever is on the class path. Threads are chosen by
 * OMP_NUM_THREADS when the process starts.
 */
public final class Nd4jEngine implements Engine {

  @Override
  public String name() {
    return "nd4j";
  }

  /**
   * The ND4J version, its backend and BLAS.
   *
   * @throws EngineException if no backend can be loaded here
   */
  @Override
  public String description() {
    Properties environment = Backend.environment();
    return "ND4J "
        + Backend.version()
        + ", backend "
        + environment.getProperty("backend")
        + ", BLAS "
        + environment.getProperty("blas.vendor");
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    Backend.environment();
    return new Nd4jTrainer(network(model, training, initial), training, initial, stop);
  }

  private static Network network(ModelSpec model, TrainingSpec training, TrainingState initial) {
    if (model instanceof MlpSpec mlp) {
      return new MlpNetwork(mlp, initial.parameters());
    }
    return new TransformerNetwork((TransformerSpec) model, training, initial.parameters());
  }
}
