package org.gpicl.engine.vector;

/** An optimiser's update of the parameters, once their gradients are complete. */
interface Update {

  /**
   * Updates all parameters and moments.
   *
   * @param step the step's number, counted from 0
   * @param rate the learning rate
   * @param gradientScale the factor of all gradients, from clipping
   */
  void apply(PaddedParameters parameters, long step, double rate, float gradientScale);
}
