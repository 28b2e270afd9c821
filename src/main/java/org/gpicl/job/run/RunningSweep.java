package org.gpicl.job.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gpicl.job.board.RunBoard;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.sweep.Sweep;

/**
 * A sweep that runs in this process.
 *
 * @param sweep what runs
 * @param run what it is doing; empty while it only begins
 * @param stop asks it to stop
 */
public record RunningSweep(Sweep sweep, AtomicReference<ActiveRun> run, StopSignal stop) {

  /** Whether it is the sweep of a name. */
  public boolean is(String name) {
    return sweep.name().equals(name);
  }

  /** A look at it, once it has begun. */
  public Optional<RunBoard.View> view() {
    return Optional.ofNullable(run.get()).map(active -> active.board().view());
  }

  /** How long it runs; zero while it only begins. */
  public Duration elapsed() {
    return view().map(RunBoard.View::elapsed).orElse(Duration.ZERO);
  }
}
