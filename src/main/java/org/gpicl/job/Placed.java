package org.gpicl.job;

import org.gpicl.store.OrderTable;

/** What a queue says to an order. */
public sealed interface Placed {

  /** It runs when its turn comes. */
  record Accepted(long order) implements Placed {}

  /** The sweep is in the queue already, or runs. */
  record AlreadyThere(OrderTable.Row order) implements Placed {}
}
