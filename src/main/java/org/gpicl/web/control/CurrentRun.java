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

  /**
   * What became of asking one cell to stop.
   *
   * @param accepted false if it neither trained nor waited
   * @param sentence for people
   */
  public record CellStop(boolean accepted, String sentence) {

    /** Asks a cell of a running sweep to stop. */
    public static CellStop of(RunningSweep now, String cell) {
      String resumed =
          "the others continue; `gpicl resume %s` resumes it.".formatted(now.sweep().name());
      CellStatus was = now.stopCell(cell);
      return switch (was) {
        case RUNNING ->
            new CellStop(
                true, "Cell %s stops after its next checkpoint, and %s".formatted(cell, resumed));
        case PENDING -> new CellStop(true, "Cell %s is not begun, and %s".formatted(cell, resumed));
        default ->
            new CellStop(
                false, "Cell %s is %s.".formatted(cell, was.name().toLowerCase(Locale.ROOT)));
      };
    }
  }

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
              return new Answer(ExitCode.DONE, CellStop.of(now, cell).sentence());
            });
  }
}
