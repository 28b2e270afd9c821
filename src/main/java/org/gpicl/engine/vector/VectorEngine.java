package org.gpicl.engine.vector;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.IdleCores;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.bf16.Bf16;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;

/**
 * The default engine on CPUs, written in the Java Vector API. A trainer uses one core and any that
 * are idle.
 */
public final class VectorEngine implements Engine {

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String description() {
    return "Java Vector API, " + Lanes.FLOATS.vectorBitSize() + "-bit vectors";
  }

  /** What is fitted to examples multiplies in 32 bits only. */
  @Override
  public boolean supports(ModelSpec model, Precision precision) {
    return computes(model, precision);
  }

  private static boolean computes(ModelSpec model, Precision precision) {
    return precision == Precision.FLOAT32
        || precision == Precision.BFLOAT16
            && !(model instanceof AdaptedMlpSpec)
            && Bf16.available();
  }

  @Override
  public Optional<String> products(Precision precision) {
    return precision == Precision.BFLOAT16 && Bf16.available()
        ? Optional.of(Bf16.load())
        : Optional.empty();
  }

  @Override
  public Trainer open(
      ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop) {
    return open(model, training, initial, stop, IdleCores.NONE);
  }

  @Override
  public Trainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    return openTrainer(model, training, initial, stop, cores);
  }

  static VectorTrainer openTrainer(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    KernelProfile.gather();
    checkPrecision(model, training.precision());
    checkMoments(training, initial);
    PaddedParameters parameters = new PaddedParameters(model, initial);
    BatchPass pass = new BatchPass(model, training, parameters, stop, cores);
    return new VectorTrainer(model, training, initial, parameters, pass);
  }

  private static void checkPrecision(ModelSpec model, Precision precision) {
    if (!computes(model, precision)) {
      throw new EngineException(
          "engine vector does not compute such a model in precision: %s here; precision: 32 does, and docs/engines.md says what else"
              .formatted(precision.key()));
    }
    if (precision == Precision.BFLOAT16) {
      Bf16.load();
    }
  }

  private static void checkMoments(TrainingSpec training, TrainingState initial) {
    boolean needed = training.optimiser().moments() > 0;
    if (needed == initial.firstMoments().isEmpty()) {
      throw new EngineException(
          "the training state was made by an optimiser other than "
              + training.optimiser()
              + "; start this cell again");
    }
  }
}
