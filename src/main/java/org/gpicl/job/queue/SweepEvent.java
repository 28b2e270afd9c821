package org.gpicl.job.queue;

import org.gpicl.store.OrderTable;

/** What happens to the orders of a server, for those who want to be told. */
public sealed interface SweepEvent {

  /** The order as it stands now. */
  OrderTable.Row order();

  /** A run begins or goes on. */
  record Begun(OrderTable.Row order) implements SweepEvent {}

  /** A run has ended, however it did. */
  record Ended(OrderTable.Row order) implements SweepEvent {}

  /** A time of a schedule passed without a run: one was still going, or no server was there. */
  record NotRun(OrderTable.Row order) implements SweepEvent {}

  /** Something was added to the queue. */
  record Waiting(OrderTable.Row order) implements SweepEvent {}
}
