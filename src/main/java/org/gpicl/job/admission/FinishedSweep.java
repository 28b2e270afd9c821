package org.gpicl.job.admission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunResult;
import org.gpicl.report.SweepReport;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Recognises from our own tables and files that a sweep has nothing left to do. */
public final class FinishedSweep implements AdmissionCheck {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final Home home;

  public FinishedSweep(SweepTable sweeps, RunTable runs, CellRecords records, Home home) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.home = home;
  }

  /** The files of its last run; empty if there is something to train, evaluate or write. */
  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) throws IOException {
    boolean same =
        sweeps
            .find(sweep.name())
            .filter(row -> row.resolved().equals(sweep.resolved()))
            .filter(row -> row.hash().equals(sweep.hash()))
            .isPresent();
    boolean complete =
        runs.of(sweep.name()).stream()
            .findFirst()
            .filter(run -> run.outcome() == RunTable.Outcome.DONE)
            .isPresent();
    if (!same
        || !complete
        || !records.remaining().unfinished(sweep).isEmpty()
        || !records.unevaluated(sweep).isEmpty()) {
      return Optional.empty();
    }
    Optional<List<Path>> files = SweepReport.existing(home.sweep(sweep.name()), sweep);
    return files.map(
        existing ->
            new RunResult.Done(
                existing,
                List.of(
                    "Everything was done before; `gpicl report %s` writes the files anew."
                        .formatted(sweep.name()))));
  }
}
