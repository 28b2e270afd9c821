package org.gpicl.cli.serve;

import org.gpicl.job.queue.SweepEvent;
import org.gpicl.metrics.Firing;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.OrderTable;
import org.springframework.context.event.EventListener;

/** Counts what each schedule did when it was due. */
final class CountedFirings {
  private final SweepMeters meters;

  CountedFirings(SweepMeters meters) {
    this.meters = meters;
  }

  @EventListener
  void waiting(SweepEvent.Waiting event) {
    count(event.order(), Firing.STARTED);
  }

  @EventListener
  void notRun(SweepEvent.NotRun event) {
    boolean skipped = event.order().state() == OrderTable.State.SKIPPED;
    count(event.order(), skipped ? Firing.SKIPPED : Firing.MISSED);
  }

  private void count(OrderTable.Row row, Firing firing) {
    if (row.order().origin() == OrderTable.Origin.SCHEDULE) {
      meters.fired(row.order().sweep(), firing);
    }
  }
}
