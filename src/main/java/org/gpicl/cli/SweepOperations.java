package org.gpicl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.gpicl.job.Home;
import org.gpicl.job.Reporting;
import org.gpicl.job.RunBoard;
import org.gpicl.job.StopSignal;
import org.gpicl.report.ResultTable;
import org.gpicl.store.CellLedger;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepFile;
import org.gpicl.tasks.ImageLibrary;
import org.gpicl.web.Answer;
import org.gpicl.web.SweepControl;
import org.springframework.context.ApplicationContext;

/** Status, stop and report of a home, whether asked from this terminal or from another. */
final class SweepOperations implements SweepControl {
  private final ApplicationContext context;
  private final Home home;
  private final ImageLibrary images;
  private final Running running;

  /** What runs in this process; null where nothing does. */
  private record Running(Sweep sweep, AtomicReference<RunBoard> board, StopSignal stop) {}

  SweepOperations(ApplicationContext context, Home home, ImageLibrary images) {
    this(context, home, images, null);
  }

  private SweepOperations(
      ApplicationContext context, Home home, ImageLibrary images, Running running) {
    this.context = context;
    this.home = home;
    this.images = images;
    this.running = running;
  }

  SweepOperations during(Sweep sweep, AtomicReference<RunBoard> board, StopSignal stop) {
    return new SweepOperations(context, home, images, new Running(sweep, board, stop));
  }

  @Override
  public Answer status(String name) {
    if (!name.isEmpty()) {
      Sweep sweep = stored(name);
      String live = runs(name) ? live() + System.lineSeparator() : "";
      return new Answer(ExitCode.DONE, live + table(sweep));
    }
    List<SweepTable.Row> rows = context.getBean(SweepTable.class).all();
    if (rows.isEmpty()) {
      return new Answer(
          ExitCode.DONE,
          "No sweeps in " + home.root() + " yet. `gpicl run jobs/quickstart.yaml` makes one.");
    }
    return new Answer(
        ExitCode.DONE,
        rows.stream().map(this::line).collect(Collectors.joining(System.lineSeparator())));
  }

  private String line(SweepTable.Row row) {
    Sweep sweep = SweepFile.parse(row.resolved(), row.name(), List.of());
    Map<String, CellTable.Row> cells = context.getBean(CellLedger.class).rows(sweep.cells());
    Map<CellStatus, Long> counts =
        cells.values().stream()
            .collect(Collectors.groupingBy(CellTable.Row::status, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    parts.add(
        counts.getOrDefault(CellStatus.DONE, 0L) + " of " + sweep.cells().size() + " cells done");
    Optional.ofNullable(counts.get(CellStatus.FAILED)).ifPresent(n -> parts.add(n + " failed"));
    if (runs(row.name())) {
      parts.add("running");
      parts.add(live());
    } else {
      context.getBean(RunTable.class).of(row.name()).stream()
          .findFirst()
          .ifPresent(
              run ->
                  parts.add(
                      "last run "
                          + run.startedAt()
                          + " "
                          + run.outcome().name().toLowerCase(java.util.Locale.ROOT)));
    }
    return row.name() + ": " + String.join(", ", parts);
  }

  private boolean runs(String name) {
    return running != null && running.sweep().name().equals(name);
  }

  private String live() {
    RunBoard board = running.board().get();
    return board == null ? "starting" : ProgressLine.text(board.view());
  }

  @Override
  public Answer stop(String name) {
    if (!runs(name)) {
      stored(name);
      return new Answer(ExitCode.DONE, "Sweep " + name + " is not running; nothing to stop.");
    }
    running.stop().raise();
    return new Answer(
        ExitCode.DONE,
        "Sweep %s stops after a checkpoint; `gpicl resume %s` goes on with it."
            .formatted(name, name));
  }

  @Override
  public Answer report(String name, boolean export) {
    Sweep sweep = stored(name);
    Reporting reporting =
        Reporting.of(sweep, context.getBean(CellLedger.class), home, images, export);
    try {
      reporting.writeAll();
    } catch (IOException e) {
      return new Answer(ExitCode.FAILED, "the report could not be written: " + e.getMessage());
    }
    String paths =
        reporting.written().stream()
            .filter(path -> !path.getParent().endsWith("curves"))
            .map(Path::toString)
            .collect(Collectors.joining(System.lineSeparator()));
    String messages =
        reporting.messages().stream()
            .map(message -> System.lineSeparator() + message)
            .collect(Collectors.joining());
    return new Answer(ExitCode.DONE, table(sweep) + System.lineSeparator() + paths + messages);
  }

  /** The results of a sweep as a table for the terminal. */
  String table(Sweep sweep) {
    return ResultTable.of(sweep, context.getBean(CellLedger.class).outcomes(sweep));
  }

  private Sweep stored(String name) {
    SweepTable.Row row =
        context
            .getBean(SweepTable.class)
            .find(name)
            .orElseThrow(() -> new UnknownSweepException(name, home));
    return SweepFile.parse(row.resolved(), name, List.of());
  }
}
