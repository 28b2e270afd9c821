package org.gpicl.job.admission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.job.run.Reporting;
import org.gpicl.job.upkeep.Archive;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.images.ImageLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the report of a sweep's stored form before a changed one takes its place. The changed form
 * is stored only afterwards: killed in between, the next run finds the old form still stored, and
 * archives it once more.
 */
public final class ArchiveResults {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveResults.class);

  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final Home home;

  public ArchiveResults(SweepTable sweeps, RunTable runs, CellRecords records, Home home) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.home = home;
  }

  /** Archives the form that is stored, unless it is this one; returns what to tell the user. */
  public Optional<String> before(Sweep changed, ImageLibrary images) throws IOException {
    String name = changed.name();
    Optional<SweepTable.Row> stored =
        sweeps.find(name).filter(row -> !row.hash().equals(changed.hash()));
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    bringUpToDate(stored.get().sweep(), images);
    Path place = new Archive(home, name).keep(stored.get(), home.sweep(name));
    LOG.info("The results of sweep {} as it was are archived in {}", name, place);
    return Optional.of("The results of %s as it was are archived in %s".formatted(name, place));
  }

  /** A run that was killed leaves a report that is older than the database. */
  private void bringUpToDate(Sweep old, ImageLibrary images) throws IOException {
    if (new FinishedSweep(sweeps, runs, records, home).result(old).isEmpty()) {
      Reporting.of(old, records, runs, home, images).writeAll();
    }
  }
}
