package org.gpicl.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.tasks.SetSpec;

/**
 * Executes training steps. All engines share initial parameters, batches, dropout masks and the
 * training state, so a cell may start on one engine and finish on another.
 */
public interface Engine {

  /** Its name on the command line and in manifests. */
  String name();

  /** The versions and kernels in use, for the manifest. */
  String description();

  /**
   * What computes the products of a precision, if the description does not say so; the last bits of
   * results depend on it.
   *
   * @throws EngineException if it cannot be loaded
   */
  default Optional<String> products(Precision precision) {
    return Optional.empty();
  }

  /** The driver's number of the GPU that it computes on; empty for a CPU. */
  default OptionalInt device() {
    return OptionalInt.empty();
  }

  /**
   * One engine for each device that may be used at the same time, each with its own {@link
   * #device()}; just this engine if it computes on the processor.
   *
   * @throws EngineException if it cannot compute here as requested
   */
  default List<Engine> devices() {
    return List.of(this);
  }

  /** This engine with other settings. */
  default Engine with(EngineSettings settings) {
    return this;
  }

  /** Whether it trains a model in a precision. */
  default boolean supports(ModelSpec model, Precision precision) {
    return precision == Precision.FLOAT32;
  }

  /**
   * How many trainings of a kind fit into its device's memory together, as far as that is known.
   *
   * @param set the training set
   */
  default int room(ModelSpec model, TrainingSpec training, SetSpec set) {
    return Integer.MAX_VALUE;
  }

  /** Whether it computes on another device, so that the processor's cores can prepare batches. */
  default boolean leavesCoresFree() {
    return false;
  }

  /**
   * Opens a model for training from a state.
   *
   * @param stop polled within a step (by engines that can); true abandons the step
   * @throws EngineException if this engine cannot train such a model here; the message gives the
   *     reason and an alternative
   */
  Trainer open(ModelSpec model, TrainingSpec training, TrainingState initial, BooleanSupplier stop);

  /**
   * Opens a model for training from a state. An engine that can spread a step over several cores
   * may borrow some; the result is the same to the byte.
   *
   * @param stop polled within a step (by engines that can); true abandons the step
   * @param cores lends further cores, step by step
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
