package org.gpicl.job.workers;

import org.gpicl.machine.Machine;
import org.gpicl.sweep.Sweep;

/** How many cores a sweep uses, and how many of its cells train at a time on the processor. */
public final class Workers {
  private Workers() {}

  /** As many as the sweep asks for; those of the machine if it leaves that open. */
  public static int cores(Sweep sweep) {
    int asked = sweep.execution().workers();
    return asked > 0 ? asked : Machine.cores();
  }

  /** One for each core, but never more than cells. */
  public static int count(Sweep sweep) {
    return Math.max(1, Math.min(cores(sweep), sweep.cells().size()));
  }
}
