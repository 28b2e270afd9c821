package org.gpicl.engine.libtorch;

import java.util.Locale;
import java.util.function.Supplier;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.libtorch.device.ComputeDevice;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;

/**
 * Reports that a training does not fit into its device's memory in terms of the sweep's settings,
 * since it would not fit another time either.
 */
final class OutOfMemory {
  /** Bytes per parameter: its value, its gradient and two moments, 4 bytes each. */
  private static final double BYTES_OF_A_PARAMETER = 16;

  /** Bytes per activation, including what the backward pass makes of it. */
  private static final double BYTES_OF_AN_ACTIVATION = 8;

  /** Batches in memory: the one in use and some ahead. */
  private static final double BATCHES = 3;

  private final ModelSpec model;
  private final TrainingSpec training;
  private final ComputeDevice device;

  OutOfMemory(ModelSpec model, TrainingSpec training, ComputeDevice device) {
    this.model = model;
    this.training = training;
    this.device = device;
  }

  /**
   * The approximate number of bytes that a training needs.
   *
   * @param activations the most activations that a pass may hold
   */
  static double bytes(ModelSpec model, TrainingSpec training, long activations) {
    int items = itemsPerPass(model, training.batch(), activations);
    double batch = 4.0 * training.batch() * model.length() * model.inputs();
    return BYTES_OF_A_PARAMETER * model.parameterCount()
        + BYTES_OF_AN_ACTIVATION * items * model.activationsPerItem()
        + BATCHES * batch;
  }

  /**
   * The items per pass that make for as few equal passes as the device allows. Depends on the
   * model, never on the memory that is free.
   */
  static int itemsPerPass(ModelSpec model, int batch, long activations) {
    long most = Math.max(1, activations / model.activationsPerItem());
    long passes = (batch + most - 1) / most;
    return Math.toIntExact((batch + passes - 1) / passes);
  }

  /** Runs work; if the device is out of memory, throws an exception that says so. */
  <T> T guard(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw is(e) ? new EngineException(message(), e) : e;
    }
  }

  /** Whether memory ran out; the allocators of CUDA and of the processor word it differently. */
  private static boolean is(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("out of memory")
        || message.contains("can't allocate memory")
        || message.contains("ALLOC_FAILED");
  }

  private String message() {
    double bytes = bytes(model, training, device.activationsPerPass());
    return String.format(
        Locale.ROOT,
        "out of memory on %s: a cell of %,d parameters with a batch of %d takes about %.1f GB;"
            + " lower batch or cellsPerDevice",
        device.title(),
        model.parameterCount(),
        training.batch(),
        bytes / 1e9);
  }
}
