package org.gpicl.cli.process;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.web.control.ExitCode;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, SIGTERM and a closed terminal ask for a stop; a second Ctrl-C ends the process at once.
 * As long as the run has not begun there is nothing to bring to an end: then one is enough.
 */
public final class StopKeys implements AutoCloseable {
  private static final int ENDED_BY_INTERRUPT = 130;
  private static final String INTERRUPT = "INT";

  private final StopSignal stop;
  private final PrintStream err;
  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
  private volatile Supplier<String> answer; // null before anything has begun

  public StopKeys(StopSignal stop, PrintStream err) {
    this.stop = stop;
    this.err = err;
    for (String name : List.of(INTERRUPT, "TERM", "HUP")) {
      try {
        Signal signal = new Signal(name);
        before.put(signal, Signal.handle(signal, this::received));
      } catch (IllegalArgumentException unknownHere) {
        // Windows has no HUP.
      }
    }
  }

  /** From now on a stop makes checkpoints first. */
  public void begun() {
    begun(() -> "Stopping after a checkpoint; Ctrl-C again ends it at once.");
  }

  /**
   * From now on a stop brings something to an end.
   *
   * @param what is printed when a stop is asked for
   */
  public void begun(Supplier<String> what) {
    answer = what;
  }

  private void received(Signal signal) {
    if (answer == null) {
      err.printf("%nStopped before anything was begun.%n");
      Runtime.getRuntime().halt(ExitCode.STOPPED);
    }
    if (stop.raised() && signal.getName().equals(INTERRUPT)) {
      err.printf("%nEnded at once; the last checkpoint is kept.%n");
      Runtime.getRuntime().halt(ENDED_BY_INTERRUPT);
    }
    if (!stop.raised()) {
      err.printf("%n%s%n", answer.get());
      stop.raise();
    }
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
