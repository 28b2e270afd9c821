package org.gpicl.engine.nd4j;

import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model on one of ND4J's APIs, which computes gradients; {@link Nd4jTrainer} does the rest. */
interface Network extends AutoCloseable {

  /** The layout of {@link #parameters()}. */
  FlatLayout layout();

  /** All parameters in one vector [n]; the next pass uses what is written there. */
  INDArray parameters();

  /**
   * Runs forward and backward in training mode; leaves the gradients of the summed (not the mean)
   * cross-entropy in {@link #gradients()}.
   *
   * @param step the step, counted from 0, which decides the dropout masks
   * @param stop polled within the step
   * @throws org.gpicl.engine.StepAbandonedException if a stop was requested
   */
  StepResult differentiate(Batch batch, long step, BooleanSupplier stop);

  /** The gradients of the last pass, [n], laid out like the parameters; may be overwritten. */
  INDArray gradients();

  /** Computes logits [size, length, classes] without dropout. */
  float[] logits(Batch batch);

  @Override
  void close();
}
