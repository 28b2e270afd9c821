package org.gpicl.web.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.job.board.RunBoard;
import org.gpicl.job.queue.SweepQueue;
import org.gpicl.job.run.RunningSweep;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.SearchedBoundary;
import org.gpicl.schedule.ScheduleEntry;
import org.gpicl.schedule.Schedules;
import org.gpicl.store.CellStatus;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/** What the page shows of sweeps, from the database and from the current run. */
public final class SweepQueries {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final SweepQueue queue;
  private final Schedules schedules;

  private final KnownSweeps known = new KnownSweeps();

  public SweepQueries(
      SweepTable sweeps,
      RunTable runs,
      CellRecords records,
      SweepQueue queue,
      Schedules schedules) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.queue = queue;
    this.schedules = schedules;
  }

  /** Every sweep, by name. */
  public List<SweepSummary> all() {
    Map<String, ScheduleEntry> next =
        schedules.all().stream()
            .collect(Collectors.toMap(ScheduleEntry::sweep, Function.identity()));
    List<String> waiting = queue.waiting().stream().map(row -> row.order().sweep()).toList();
    List<SweepSummary> all = new ArrayList<>();
    for (SweepTable.Row row : sweeps.all()) {
      Optional<KnownSweep> sweep = known.read(row);
      Map<CellStatus, Long> counts = sweep.map(one -> records.counts(one.sweep())).orElse(Map.of());
      all.add(summary(row, sweep, counts, next.get(row.name()), waiting.contains(row.name())));
    }
    return all;
  }

  /** The same list with what a run knows now. */
  public List<SweepSummary> refreshed(List<SweepSummary> before) {
    Optional<RunningSweep> running = queue.running();
    return before.stream()
        .map(
            one ->
                running
                    .filter(now -> now.is(one.name()))
                    .flatMap(RunningSweep::view)
                    .map(view -> running(one, view))
                    .orElse(one))
        .toList();
  }

  private SweepSummary summary(
      SweepTable.Row row,
      Optional<KnownSweep> sweep,
      Map<CellStatus, Long> counts,
      ScheduleEntry schedule,
      boolean waiting) {
    RunSummary last = runs.of(row.name()).stream().findFirst().map(RunSummary::of).orElse(null);
    java.time.Instant next =
        schedule == null || schedule.paused() ? null : schedule.next().orElse(null);
    if (sweep.isEmpty()) {
      return new SweepSummary(
          row.name(), 0, 0, 0, 0, 0, false, waiting, "", 0, null, last, next, true);
    }
    int cells = sweep.get().sweep().cells().size();
    int done = counts.getOrDefault(CellStatus.DONE, 0L).intValue();
    int skipped = counts.getOrDefault(CellStatus.SKIPPED, 0L).intValue();
    SweepSummary summary =
        new SweepSummary(
            row.name(),
            cells,
            done,
            counts.getOrDefault(CellStatus.FAILED, 0L).intValue(),
            counts.getOrDefault(CellStatus.QUARANTINED, 0L).intValue(),
            skipped,
            false,
            waiting,
            "",
            cells == 0 ? 1 : (double) (done + skipped) / cells,
            null,
            last,
            next,
            false);
    Optional<RunningSweep> running = queue.running().filter(now -> now.is(row.name()));
    if (running.isEmpty()) {
      return summary;
    }
    return running.flatMap(RunningSweep::view).map(view -> running(summary, view)).orElse(summary);
  }

  private static SweepSummary running(SweepSummary before, RunBoard.View view) {
    return new SweepSummary(
        before.name(),
        before.cells(),
        view.cells() == 0 ? before.done() : view.done(),
        view.cells() == 0 ? before.failed() : view.failed() - before.quarantined(),
        before.quarantined(),
        before.skipped(),
        true,
        false,
        view.machines().isEmpty() ? view.phase() : view.phase() + "; " + view.machines(),
        view.cells() == 0 ? before.fraction() : view.fraction(),
        view.remaining().map(java.time.Duration::toSeconds).orElse(null),
        before.lastRun(),
        before.next(),
        false);
  }

  /**
   * @throws NotFoundException if there is none of that name
   */
  public SweepDetail detail(String name) {
    SweepTable.Row row = row(name);
    KnownSweep one = must(row);
    Sweep sweep = one.sweep();
    Optional<ScheduleEntry> schedule = schedules.of(name);
    boolean waiting = queue.waiting().stream().anyMatch(next -> next.order().sweep().equals(name));
    CellRecords.Overview overview = records.overview(sweep);
    Map<CellStatus, Long> counts =
        overview.outcomes().stream()
            .collect(Collectors.groupingBy(CellOutcome::status, Collectors.counting()));
    return new SweepDetail(
        summary(row, Optional.of(one), counts, schedule.orElse(null), waiting),
        sweep.recipe().key(),
        sweep.execution().engine(),
        sweep.execution().runOn().name().toLowerCase(Locale.ROOT),
        sweep.cells().get(0).training().images().set(),
        sweep.cells().get(0).model().classes(),
        one.axes(),
        summaries(sweep, overview.outcomes()),
        Crossings.of(sweep, overview.evidence()).map(SearchedBoundary::of).orElse(null),
        HalvingPlateau.of(sweep, overview.evidence()),
        runs.of(name).stream().limit(50).map(RunSummary::of).toList(),
        schedule.map(ScheduleSummary::of).orElse(null));
  }

  /**
   * @throws NotFoundException if there is none of that name
   */
  public Sweep sweep(String name) {
    return must(row(name)).sweep();
  }

  /** Some cells of a sweep, with what a run knows better. */
  public List<CellSummary> cells(Sweep sweep, List<Cell> some) {
    return summaries(sweep, records.brief(sweep, some));
  }

  private List<CellSummary> summaries(Sweep sweep, List<CellOutcome> outcomes) {
    Map<String, RunBoard.CellNow> now = training(sweep);
    return outcomes.stream().map(outcome -> summary(outcome, now)).toList();
  }

  /** The cells of a sweep that are in training here, by key. */
  private Map<String, RunBoard.CellNow> training(Sweep sweep) {
    return queue.running().filter(running -> running.is(sweep.name())).stream()
        .flatMap(running -> running.board().stream())
        .flatMap(board -> board.changesSince(0).cells().stream())
        .filter(cell -> cell.status() == CellStatus.RUNNING)
        .collect(Collectors.toMap(cell -> cell.cell().key(), Function.identity()));
  }

  private static CellSummary summary(CellOutcome outcome, Map<String, RunBoard.CellNow> now) {
    CellSummary stored = CellSummary.of(outcome);
    RunBoard.CellNow live = now.get(stored.key());
    return live == null ? stored : stored.as(live);
  }

  /**
   * @throws NotFoundException if there is no such sweep or cell
   */
  public CellDetail cell(String name, String key) {
    Sweep sweep = sweep(name);
    Cell cell = cell(sweep, key);
    CellOutcome outcome = records.outcomes(sweep, List.of(cell)).get(0);
    return CellDetail.of(outcome, summary(outcome, training(sweep)));
  }

  /**
   * @throws NotFoundException if there is no such cell
   */
  public static Cell cell(Sweep sweep, String key) {
    return sweep
        .cell(key)
        .orElseThrow(
            () -> new NotFoundException("sweep %s has no cell %s".formatted(sweep.name(), key)));
  }

  private SweepTable.Row row(String name) {
    return sweeps
        .find(name)
        .orElseThrow(() -> new NotFoundException("there is no sweep %s".formatted(name)));
  }

  private KnownSweep must(SweepTable.Row row) {
    return known
        .read(row)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "sweep %s was stored by another version of this program, which reads it"
                        .formatted(row.name())));
  }
}
