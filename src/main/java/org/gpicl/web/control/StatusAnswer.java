package org.gpicl.web.control;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.job.cluster.WorkerLines;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.store.CellStatus;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;

/** The state of the sweeps of a home: running, ended, interrupted or scheduled. */
final class StatusAnswer {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String FIRST_RUN = "waits in the queue for its first run";

  private final SweepTable sweeps;
  private final RunTable runs;
  private final LeaseTable leases;
  private final ScheduleTable schedules;
  private final OrderTable orders;
  private final CellRecords records;
  private final SweepResults results;
  private final WorkerLines workers;
  private final CurrentRun current;
  private final Home home;

  StatusAnswer(
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      ScheduleTable schedules,
      OrderTable orders,
      CellRecords records,
      SweepResults results,
      WorkerLines workers,
      CurrentRun current,
      Home home) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.leases = leases;
    this.schedules = schedules;
    this.orders = orders;
    this.records = records;
    this.results = results;
    this.workers = workers;
    this.current = current;
    this.home = home;
  }

  Answer ofAll() {
    List<SweepTable.Row> rows = sweeps.all();
    Set<String> waiting = waiting();
    Set<String> names = rows.stream().map(SweepTable.Row::name).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>(rows.stream().map(row -> line(row, waiting)).toList());
    Set<String> unknown = new TreeSet<>(waiting);
    unknown.removeAll(names);
    unknown.forEach(name -> lines.add(name + ": " + FIRST_RUN));
    for (ScheduleTable.Row schedule : schedules.all()) {
      if (!names.contains(schedule.sweep()) && !unknown.contains(schedule.sweep())) {
        lines.add(
            "%s: has not run yet; `gpicl schedule next %s` shows when it will"
                .formatted(schedule.sweep(), schedule.sweep()));
      }
    }
    return new Answer(
        ExitCode.DONE,
        lines.isEmpty()
            ? "There are no sweeps in " + home.root() + " yet."
            : String.join(System.lineSeparator(), lines));
  }

  /** Of a sweep that is in the queue, and that nothing else is known of. */
  Optional<Answer> ofNew(String name) {
    return sweeps.find(name).isEmpty() && waiting().contains(name)
        ? Optional.of(new Answer(ExitCode.DONE, "Sweep " + name + ": " + FIRST_RUN))
        : Optional.empty();
  }

  private Set<String> waiting() {
    return orders.unfinished().stream()
        .filter(row -> row.state() == OrderTable.State.WAITING)
        .map(row -> row.order().sweep())
        .collect(Collectors.toSet());
  }

  Answer of(Sweep sweep) {
    String name = sweep.name();
    List<String> lines = new ArrayList<>();
    now(name).ifPresent(lines::add);
    boolean running =
        newest(name).filter(run -> run.outcome() == RunTable.Outcome.RUNNING).isPresent()
            && leases.holder(name).isPresent();
    lines.addAll(workers.of(sweep, running));
    lines.add(results.of(sweep));
    lines.addAll(RmAnswer.archived(home, name));
    return new Answer(ExitCode.DONE, String.join(System.lineSeparator(), lines));
  }

  private Optional<String> now(String name) {
    return current
        .of(name)
        .map(StatusAnswer::live)
        .or(
            () ->
                newest(name)
                    .flatMap(run -> interrupted(name, run))
                    .map(state -> "Sweep " + name + ": " + state));
  }

  private String line(SweepTable.Row row, Set<String> waiting) {
    Sweep sweep;
    try {
      sweep = row.sweep();
    } catch (SweepFileException e) {
      return row.name() + ": stored by another version of this program, which reads it";
    }
    Map<CellStatus, Long> counts = records.counts(sweep);
    List<String> parts = new ArrayList<>();
    Optional<RunningSweep> now = current.of(row.name());
    if (now.isEmpty()) {
      parts.add(
          counts.getOrDefault(CellStatus.DONE, 0L) + " of " + sweep.cells().size() + " cells done");
    }
    Optional.ofNullable(counts.get(CellStatus.SKIPPED))
        .ifPresent(n -> parts.add(n + " not needed"));
    Optional.ofNullable(counts.get(CellStatus.FAILED))
        .filter(n -> now.isEmpty())
        .ifPresent(n -> parts.add(n + " failed"));
    Optional.ofNullable(counts.get(CellStatus.QUARANTINED))
        .ifPresent(n -> parts.add(n + " quarantined"));
    if (now.isPresent()) {
      parts.add("running");
      parts.add(live(now.get()));
    } else {
      newest(row.name())
          .map(run -> interrupted(row.name(), run).orElseGet(() -> lastRun(run)))
          .ifPresent(parts::add);
      if (waiting.contains(row.name())) {
        parts.add("waits in the queue");
      }
    }
    return row.name() + ": " + String.join(", ", parts);
  }

  /** Says so if the process of the last run was killed. */
  private Optional<String> interrupted(String name, RunTable.Row run) {
    return run.outcome() == RunTable.Outcome.RUNNING && leases.holder(name).isEmpty()
        ? Optional.of("its last run was interrupted; `gpicl resume %s` resumes it".formatted(name))
        : Optional.empty();
  }

  private static String lastRun(RunTable.Row run) {
    return "last run of "
        + LOCAL.format(run.startedAt().atZone(ZoneId.systemDefault()))
        + ": "
        + run.outcome().name().toLowerCase(Locale.ROOT);
  }

  private Optional<RunTable.Row> newest(String name) {
    return runs.of(name).stream().findFirst();
  }

  private static String live(RunningSweep now) {
    return now.view().map(ProgressLine::text).orElse("starting");
  }
}
