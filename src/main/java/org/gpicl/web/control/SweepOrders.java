package org.gpicl.web.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.job.queue.Placement;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.store.OrderTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;

/** Queues sweeps for terminals and for the page. */
public final class SweepOrders {
  /** Replaces cells that a changed file defines differently. */
  public static final String RESTART_CHANGED = "restart-changed";

  /** Tries failed cells again. */
  public static final String FAILED = "failed";

  private final SweepTable sweeps;
  private final SweepQueue queue;

  public SweepOrders(SweepTable sweeps, SweepQueue queue) {
    this.sweeps = sweeps;
    this.queue = queue;
  }

  /**
   * Queues a sweep.
   *
   * @param flags {@link #RESTART_CHANGED}, {@link #FAILED}
   * @throws org.gpicl.sweep.yaml.SweepFileException if the file is wrong
   */
  public Placement run(String text, List<String> flags, OrderTable.Origin origin) {
    return place(SweepFile.parse(text, "the sweep file", List.of()), flags, origin);
  }

  /**
   * Queues a sweep as it was last run.
   *
   * @param flags may hold overrides such as {@code workers=2}
   * @return empty if there is none of that name
   */
  public Optional<Placement> resume(String name, List<String> flags, OrderTable.Origin origin) {
    List<String> overrides = new ArrayList<>(flags);
    overrides.removeAll(List.of(RESTART_CHANGED, FAILED));
    return sweeps
        .find(name)
        .map(row -> place(SweepFile.parse(row.resolved(), name, overrides), flags, origin));
  }

  private Placement place(Sweep sweep, List<String> flags, OrderTable.Origin origin) {
    return queue.place(
        new OrderTable.Order(
            sweep.name(),
            sweep.resolved(),
            flags.contains(RESTART_CHANGED),
            flags.contains(FAILED),
            origin,
            null,
            Duration.ZERO));
  }
}
