package org.gpicl.job.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.store.CellTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the runs of a sweep in which the JVM crashed in native code, for the cells that were in
 * training then. After three crashes without a newer checkpoint between them a cell is quarantined.
 * Runs that were killed, or whose machine lost power, leave no crash report and do not count.
 */
public final class NativeCrashes implements RecoveryDuty {
  private static final Logger LOG = LoggerFactory.getLogger(NativeCrashes.class);
  static final int MOST = 3;

  /** A file system may keep times in whole seconds. */
  private static final Duration TIME_GRAIN = Duration.ofSeconds(2);

  private final RunTable runs;
  private final CellRecords records;
  private final CellRecovery recovery;
  private final Consumer<String> notices;

  public NativeCrashes(
      RunTable runs, CellRecords records, CellRecovery recovery, Consumer<String> notices) {
    this.runs = runs;
    this.records = records;
    this.recovery = recovery;
    this.notices = notices;
  }

  @Override
  public void clearUp(Sweep sweep) {
    for (RunTable.Row run : runs.of(sweep.name())) {
      if (run.outcome() == RunTable.Outcome.RUNNING) {
        crashReport(run).ifPresent(file -> count(sweep, run, file));
      }
    }
  }

  private static Optional<Path> crashReport(RunTable.Row run) {
    return run.crashFiles()
        .lines()
        .map(Path::of)
        .filter(file -> writtenSince(file, run.startedAt()))
        .findFirst();
  }

  /** A process of an earlier time may have had the same number. */
  private static boolean writtenSince(Path file, Instant start) {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isBefore(start.minus(TIME_GRAIN));
    } catch (IOException notThere) {
      return false;
    }
  }

  private void count(Sweep sweep, RunTable.Row run, Path file) {
    CrashReport report;
    try {
      report = CrashReport.read(file);
    } catch (IOException e) {
      LOG.warn("The crash report {} cannot be read", file, e);
      return;
    }
    Map<String, CellTable.Row> rows = records.rows(sweep.cells());
    List<Cell> training =
        sweep.cells().stream()
            .filter(
                cell ->
                    rows.containsKey(cell.hash()) && rows.get(cell.hash()).trainedBy(run.owner()))
            .toList();
    // The thread is named for its cell; in another thread, any of them may be the reason.
    List<Cell> named =
        training.stream().filter(cell -> report.thread().endsWith(" " + cell.key())).toList();
    for (Cell cell : named.isEmpty() ? training : named) {
      int crashes = recovery.crashed(rows.get(cell.hash()), run.id(), report.what(), MOST);
      notices.accept(
          "The JVM crashed while %s was in training (%s; %s), %d of %d times without a newer checkpoint.%s"
              .formatted(
                  cell.key(),
                  report.what(),
                  file,
                  crashes,
                  MOST,
                  crashes < MOST ? "" : " The cell is quarantined from now on."));
    }
  }
}
