package org.gpicl.web.control;

import java.util.Optional;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.springframework.beans.factory.ObjectProvider;

/** The sweep that this process is running, if any: its own, or the one of a server's queue. */
public final class CurrentRun {
  private final ObjectProvider<SweepQueue> queue;
  private volatile RunningSweep own;

  CurrentRun(ObjectProvider<SweepQueue> queue) {
    this.queue = queue;
  }

  /** Sets the sweep of a process that runs just one. */
  public void begin(RunningSweep running) {
    own = running;
  }

  Optional<RunningSweep> get() {
    return own != null
        ? Optional.of(own)
        : queue.stream().flatMap(one -> one.running().stream()).findFirst();
  }

  /** The same, if it is the sweep of that name. */
  Optional<RunningSweep> of(String name) {
    return get().filter(now -> now.is(name));
  }
}
