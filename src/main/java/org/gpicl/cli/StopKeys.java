package org.gpicl.cli;

import java.io.PrintStream;
import org.gpicl.job.StopSignal;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C and SIGTERM ask for a stop; a second Ctrl-C ends the process at once. */
final class StopKeys implements AutoCloseable {
  private static final int ENDED_BY_INTERRUPT = 130;

  private final Signal interrupt = new Signal("INT");
  private final Signal terminate = new Signal("TERM");
  private final SignalHandler interruptBefore;
  private final SignalHandler terminateBefore;

  StopKeys(StopSignal stop, PrintStream err) {
    interruptBefore =
        Signal.handle(
            interrupt,
            signal -> {
              if (stop.raised()) {
                err.printf("%nEnded at once; the last checkpoint is kept.%n");
                Runtime.getRuntime().halt(ENDED_BY_INTERRUPT);
              }
              err.printf("%nStopping after a checkpoint; Ctrl-C again ends it at once.%n");
              stop.raise();
            });
    terminateBefore = Signal.handle(terminate, signal -> stop.raise());
  }

  @Override
  public void close() {
    Signal.handle(interrupt, interruptBefore);
    Signal.handle(terminate, terminateBefore);
  }
}
