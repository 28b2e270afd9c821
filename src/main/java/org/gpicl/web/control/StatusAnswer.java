package org.gpicl.web.control;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.SweepFileException;
import org.springframework.context.ApplicationContext;

/** How the sweeps of a home stand: those that run, that ran, that broke off, that are scheduled. */
final class StatusAnswer {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final ApplicationContext context;
  private final Home home;
  private final Supplier<Optional<RunningSweep>> running;

  /**
   * @param running what runs in this process
   */
  StatusAnswer(ApplicationContext context, Home home, Supplier<Optional<RunningSweep>> running) {
    this.context = context;
    this.home = home;
    this.running = running;
  }

  Answer ofAll() {
    List<SweepTable.Row> rows = context.getBean(SweepTable.class).all();
    Set<String> names = rows.stream().map(SweepTable.Row::name).collect(Collectors.toSet());
    List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
    for (ScheduleTable.Row schedule : context.getBean(ScheduleTable.class).all()) {
      if (!names.contains(schedule.sweep())) {
        lines.add(
            "%s: has not run yet; `gpicl schedule next %s` tells when it will"
                .formatted(schedule.sweep(), schedule.sweep()));
      }
    }
    return new Answer(
        ExitCode.DONE,
        lines.isEmpty()
            ? "There are no sweeps in " + home.root() + " yet."
            : String.join(System.lineSeparator(), lines));
  }

  /** What a sweep is doing now, or that it was killed in the middle. */
  Optional<String> now(String name) {
    return running(name)
        .map(StatusAnswer::live)
        .or(
            () ->
                newest(name)
                    .flatMap(run -> brokeOff(name, run))
                    .map(told -> "Sweep " + name + ": " + told));
  }

  private String line(SweepTable.Row row) {
    Sweep sweep;
    try {
      sweep = row.sweep();
    } catch (SweepFileException e) {
      return row.name() + ": stored by another version of this program, which reads it";
    }
    Map<String, CellTable.Row> cells = context.getBean(CellRecords.class).rows(sweep.cells());
    Map<CellStatus, Long> counts =
        cells.values().stream()
            .collect(Collectors.groupingBy(CellTable.Row::status, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    parts.add(
        counts.getOrDefault(CellStatus.DONE, 0L) + " of " + sweep.cells().size() + " cells done");
    Optional.ofNullable(counts.get(CellStatus.FAILED)).ifPresent(n -> parts.add(n + " failed"));
    Optional.ofNullable(counts.get(CellStatus.QUARANTINED))
        .ifPresent(n -> parts.add(n + " quarantined"));
    Optional<RunningSweep> now = running(row.name());
    if (now.isPresent()) {
      parts.add("running");
      parts.add(live(now.get()));
    } else {
      newest(row.name())
          .map(run -> brokeOff(row.name(), run).orElseGet(() -> lastRun(run)))
          .ifPresent(parts::add);
    }
    return row.name() + ": " + String.join(", ", parts);
  }

  /** What is left of a process that was killed. */
  private Optional<String> brokeOff(String name, RunTable.Row run) {
    return run.outcome() == RunTable.Outcome.RUNNING
            && context.getBean(LeaseTable.class).holder(name).isEmpty()
        ? Optional.of("its last run broke off; `gpicl resume %s` goes on with it".formatted(name))
        : Optional.empty();
  }

  private static String lastRun(RunTable.Row run) {
    return "last run of "
        + LOCAL.format(run.startedAt().atZone(ZoneId.systemDefault()))
        + ": "
        + run.outcome().name().toLowerCase(Locale.ROOT);
  }

  private Optional<RunTable.Row> newest(String name) {
    return context.getBean(RunTable.class).of(name).stream().findFirst();
  }

  private Optional<RunningSweep> running(String name) {
    return running.get().filter(now -> now.is(name));
  }

  private static String live(RunningSweep now) {
    return now.view().map(ProgressLine::text).orElse("starting");
  }
}
