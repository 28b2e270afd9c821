package org.gpicl.job.queue;

import org.gpicl.store.OrderTable;

/** What happens to the orders of a server. */
public sealed interface SweepEvent {

  /** The order in its current state. */
  OrderTable.Row order();

  /** A run begins or resumes. */
  record Begun(OrderTable.Row order) implements SweepEvent {}

  /** A run has ended in whatever way. */
  record Ended(OrderTable.Row order) implements SweepEvent {}

  /**
   * A time of a schedule passed without a run: the one before was still running, or there was no
   * server.
   */
  record NotRun(OrderTable.Row order) implements SweepEvent {}

  /** Something was added to the queue. */
  record Waiting(OrderTable.Row order) implements SweepEvent {}
}
