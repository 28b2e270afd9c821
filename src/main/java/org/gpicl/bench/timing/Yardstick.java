package org.gpicl.bench.timing;

import org.gpicl.engine.Batch;
import org.gpicl.sweep.Cell;

/**
 * Another library that does the same work on one thread, found by {@link java.util.ServiceLoader};
 * the program itself includes none.
 */
public interface Yardstick {

  /** Its name in tables. */
  String name();

  /**
   * Its version, kernels and threads.
   *
   * @throws org.gpicl.engine.EngineException if it cannot run on this machine
   */
  String description();

  /**
   * Prepares training steps on one batch, from the same initial parameters as ours.
   *
   * @return a contestant whose runs return the loss of their step
   */
  Contestant steps(Cell cell, Batch batch);

  /**
   * Sequences of a new task each: a matrix [features, features] from the task's seed, drawn images,
   * and their product [length, features].
   *
   * @param deviation standard deviation of the matrix' entries
   */
  Contestant sequences(int features, int length, double deviation);
}
