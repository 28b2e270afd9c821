package org.gpicl.engine.nd4j;

import java.util.function.BooleanSupplier;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model in one of ND4J's executions: it knows its gradients, {@link Nd4jTrainer} the rest. */
interface Network extends AutoCloseable {

  /** How its parameters lie in {@link #parameters()}. */
  FlatLayout layout();

  /** All parameters in one vector [n]; what is written there is used by the next pass. */
  INDArray parameters();

  /**
   * Forward and backward in training mode; leaves in {@link #gradients()} those of the summed (not
   * the mean) cross-entropy.
   *
   * @param step counted from 0, which chooses the dropout masks
   * @param stop asked now and then
   * @throws org.gpicl.engine.StepAbandonedException if it was raised
   */
  StepResult differentiate(Batch batch, long step, BooleanSupplier stop);

  /** The gradients of the last pass, [n], laid out as the parameters; may be overwritten. */
  INDArray gradients();

  /** Logits without dropout, [size, length, classes]. */
  float[] logits(Batch batch);

  @Override
  void close();
}
