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
 * Archives the results of a sweep's stored form before a changed one replaces its cells. The
 * changed form is stored only afterwards: if the process is killed in between, the next run finds
 * the old form still stored and archives it once more.
 */
public final class ArchiveResults {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveResults.class);

  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final Home home;
  private final ChangedCells changedCells;
  private final FinishedSweep finishedSweep;

  public ArchiveResults(SweepTable sweeps, RunTable runs, CellRecords records, Home home) {
    this.changedCells = new ChangedCells(sweeps, records, home, true);
    this.finishedSweep = new FinishedSweep(sweeps, runs, records, home);
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.home = home;
  }

  /** Archives the stored form if cells of it are replaced; returns a notice for the user. */
  public Optional<String> before(Sweep changed, ImageLibrary images) throws IOException {
    String name = changed.name();
    if (changedCells.conflict(changed).isEmpty()) {
      return Optional.empty();
    }
    SweepTable.Row stored = sweeps.find(name).orElseThrow();
    bringUpToDate(stored.sweep(), images);
    Path place = new Archive(home, name).keep(stored, home.sweep(name));
    LOG.info("The results of sweep {} as it was are archived in {}", name, place);
    return Optional.of("The results of %s as it was are archived in %s".formatted(name, place));
  }

  /** A run that was killed leaves a report that is older than the database. */
  private void bringUpToDate(Sweep old, ImageLibrary images) throws IOException {
    if (finishedSweep.reasonNotToRun(old).isEmpty()) {
      new Reporting(old, records, runs, home, images).writeAll();
    }
  }
}
