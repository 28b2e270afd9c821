package org.gpicl.engine;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.tasks.SetSpec;

/**
 * Executes training steps. All engines share initial parameters, batches, dropout masks and the
 * training state, so a cell may be started on one and finished on another.
 */
public interface Engine {

  /** Its name on the command line and in manifests. */
  String name();

  /** Versions and kernels in use, for the manifest. */
  String description();

  /** The GPU that it computes on, as the driver counts; empty for a CPU. */
  default OptionalInt device() {
    return OptionalInt.empty();
  }

  /**
   * The engine for each device that it may use at a time, each with its own {@link #device()};
   * itself for an engine of the processor.
   *
   * @throws EngineException if it cannot compute here as it was asked to
   */
  default List<Engine> devices() {
    return List.of(this);
  }

  /** The same engine as told. */
  default Engine with(EngineSettings settings) {
    return this;
  }

  /** Whether it can compute in a precision. */
  default boolean supports(Precision precision) {
    return precision == Precision.FLOAT32;
  }

  /**
   * How many trainings of a kind its device has memory for at a time, as far as that is known.
   *
   * @param set what is trained on
   */
  default int room(ModelSpec model, TrainingSpec training, SetSpec set) {
    return Integer.MAX_VALUE;
  }

  /** Whether it computes elsewhere, so that the processor's cores can prepare the next batches. */
  default boolean leavesCoresFree() {
    return false;
  }

  /**
   * Opens a model at a training state.
   *
   * @param stop asked now and then within a step (by engines that can); true abandons the step
   * @throws EngineException if this engine cannot train such a model here; the message says why and
   *     what else can
   */
  Trainer open(ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop);

  /**
   * As {@link #open(ModelSpec, TrainingSpec, TrainingState, BooleanSupplier)}, for engines that can
   * spread a step over several cores: with the same result, byte for byte.
   *
   * @param cores where further cores may be borrowed from, step by step
   */
  default Trainer open(
      ModelSpec model,
      TrainingSpec training,
      TrainingState initial,
      BooleanSupplier stop,
      IdleCores cores) {
    return open(model, training, initial, stop);
  }
}
