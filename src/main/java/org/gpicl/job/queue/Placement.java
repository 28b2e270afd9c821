package org.gpicl.job.queue;

import org.gpicl.store.OrderTable;

/** Whether a queue accepted an order. */
public sealed interface Placement {

  /** It runs when its turn comes. */
  record Accepted(long order) implements Placement {}

  /** The sweep is in the queue already, or runs. */
  record AlreadyThere(OrderTable.Row order) implements Placement {}
}
