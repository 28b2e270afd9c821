package org.gpicl.web.control;

import java.util.Locale;
import java.util.Optional;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.store.CellStatus;
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

  /** Asks it to stop, if it is the sweep of that name. */
  Optional<Answer> stop(String name) {
    return of(name)
        .map(
            now -> {
              now.stop().raise();
              return new Answer(
                  ExitCode.DONE,
                  "Sweep %s stops after its next checkpoint; `gpicl resume %s` resumes it."
                      .formatted(name, name));
            });
  }

  /**
   * Asks one of its cells to stop, if it is the sweep of that name.
   *
   * @throws ChoiceException if it has no such cell
   */
  Optional<Answer> stopCell(String name, String cell) {
    return of(name)
        .map(
            now -> {
              if (now.sweep().cell(cell).isEmpty()) {
                throw ChoiceException.noCell(now.sweep(), cell);
              }
              return new Answer(ExitCode.DONE, stopped(now, cell));
            });
  }

  private static String stopped(RunningSweep now, String cell) {
    String resumed =
        "the others continue; `gpicl resume %s` resumes it.".formatted(now.sweep().name());
    CellStatus was = now.stopCell(cell);
    return switch (was) {
      case RUNNING -> "Cell %s stops after its next checkpoint, and %s".formatted(cell, resumed);
      case PENDING -> "Cell %s is not begun, and %s".formatted(cell, resumed);
      default -> "Cell %s is %s.".formatted(cell, was.name().toLowerCase(Locale.ROOT));
    };
  }
}
