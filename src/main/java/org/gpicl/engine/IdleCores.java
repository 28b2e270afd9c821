package org.gpicl.engine;

import java.util.Optional;
import java.util.concurrent.Future;

/**
 * Lends cores that nobody needs at the moment to a trainer, for the length of a step: the last
 * cells of a sweep would otherwise leave most of a machine idle. How many there are never shows in
 * what is computed.
 */
@FunctionalInterface
public interface IdleCores {

  /** Never lends one. */
  IdleCores NONE = task -> Optional.empty();

  /**
   * Runs a task beside the caller if a core is idle, and takes the core back when the task ends.
   *
   * @return what tells that it has ended, or nothing if no core is idle
   */
  Optional<Future<?>> lend(Runnable task);
}
