package org.gpicl.job.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;

/** The workers of a database, for a terminal. */
public final class WorkerLines {
  private final WorkerTable workers;
  private final Clock clock;

  WorkerLines(WorkerTable workers, Clock clock) {
    this.workers = workers;
    this.clock = clock;
  }

  /** What to do if there is no worker, or what to wait for. */
  static String whoStartsThem(Sweep sweep) {
    return sweep.execution().runOn() == Place.SLURM
        ? "Slurm's tasks become workers once they run"
        : "start `gpicl worker` with the same database on the machines that are to train";
  }

  /**
   * None for a sweep that its own process trains.
   *
   * @param running whether workers are wanted
   */
  public List<String> of(Sweep sweep, boolean running) {
    if (sweep.execution().runOn() == Place.HERE) {
      return List.of();
    }
    List<WorkerTable.Row> rows = workers.current();
    List<WorkerTable.Row> live = rows.stream().filter(row -> !row.lost()).toList();
    int lost = rows.size() - live.size();
    List<String> lines = new ArrayList<>();
    lines.add(
        live.isEmpty()
            ? "Workers: none" + (running ? "; " + whoStartsThem(sweep) : "")
            : "Workers: %d%s, with %d of %d places in use"
                .formatted(
                    live.size(),
                    lost > 0 ? " and %d lost in the last day".formatted(lost) : "",
                    live.stream().mapToInt(WorkerTable.Row::training).sum(),
                    live.stream().mapToInt(row -> row.introduction().places()).sum()));
    for (WorkerTable.Row row : rows) {
      WorkerTable.Introduction worker = row.introduction();
      lines.add(
          "  %s: %s%d trained; %s; gpicl %s"
              .formatted(
                  LeaseTable.process(worker.owner()),
                  row.lost() ? "lost, " : silence(row) + inTraining(row),
                  row.trained(),
                  worker.description(),
                  worker.version()));
      row.remarks().lines().map(remark -> "    does not train " + remark).forEach(lines::add);
    }
    return lines;
  }

  /**
   * While nothing runs, no manager gives up a worker that died. The clocks of two machines are
   * compared, so nothing is concluded from it.
   */
  private String silence(WorkerTable.Row worker) {
    long minutes =
        worker
            .renewedAt()
            .map(renewed -> Duration.between(renewed, clock.instant()).toMinutes())
            .orElse(0L);
    return minutes < 2 ? "" : "not heard of for %d min, ".formatted(minutes);
  }

  private static String inTraining(WorkerTable.Row worker) {
    return worker.training() == 0
        ? "idle, "
        : String.format(
            Locale.ROOT,
            "%d in training (%.1f steps/s), ",
            worker.training(),
            worker.stepsPerSecond());
  }
}
