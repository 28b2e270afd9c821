package org.gpicl.engine;

import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Lends idle cores to a trainer for the length of a step: the last cells of a sweep would otherwise
 * leave most of a machine idle. The number of cores never affects a result.
 */
@FunctionalInterface
public interface IdleCores {

  /** Never lends a core. */
  IdleCores NONE = task -> Optional.empty();

  /**
   * Runs a task in parallel to the caller if a core is idle, and takes the core back when it ends.
   *
   * @return a future that completes when the task ends, or nothing if no core is idle
   */
  Optional<Future<?>> lend(Runnable task);
}
