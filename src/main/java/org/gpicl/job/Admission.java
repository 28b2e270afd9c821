package org.gpicl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.admission.ChangedCells;
import org.gpicl.job.admission.EngineFitness;
import org.gpicl.job.admission.FinishedSweep;
import org.gpicl.job.admission.FolderContents;
import org.gpicl.job.admission.ImagesAvailable;
import org.gpicl.job.admission.StatedContents;
import org.gpicl.job.admission.WorkersReachable;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Decides whether a sweep may run, by all checks one after the other. */
final class Admission {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final Home home;
  private final boolean sharedDatabase;
  private final Engine engine;
  private final boolean restartChanged;
  private final List<AdmissionCheck> ofItsPlace;
  private final Consumer<String> notices;

  /**
   * @param sharedDatabase whether other machines reach the database
   * @param restartChanged whether cells may be replaced that a changed file defines differently
   * @param ofItsPlace whether it may be trained where it is to be trained; asked last
   * @param notices receives what the user should know at once
   */
  Admission(
      SweepTable sweeps,
      RunTable runs,
      CellRecords records,
      Home home,
      boolean sharedDatabase,
      Engine engine,
      boolean restartChanged,
      List<AdmissionCheck> ofItsPlace,
      Consumer<String> notices) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.home = home;
    this.sharedDatabase = sharedDatabase;
    this.engine = engine;
    this.restartChanged = restartChanged;
    this.ofItsPlace = ofItsPlace;
    this.notices = notices;
  }

  /** What the run ends with before it has begun; empty if nothing speaks against it. */
  Optional<RunResult> reasonNotToRun(Sweep sweep, GeneratedSets sets, FolderContents folders)
      throws IOException {
    for (AdmissionCheck check : checks(sets, folders)) {
      Optional<RunResult> reason = check.reasonNotToRun(sweep);
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private List<AdmissionCheck> checks(GeneratedSets sets, FolderContents folders) {
    List<AdmissionCheck> checks =
        new ArrayList<>(
            List.of(
                new WorkersReachable(sharedDatabase),
                new ChangedCells(sweeps, records, home, restartChanged),
                new StatedContents(folders, restartChanged),
                new FinishedSweep(sweeps, runs, records, home),
                new EngineFitness(engine, records),
                new ImagesAvailable(sets, records, folders, notices)));
    checks.addAll(ofItsPlace);
    return checks;
  }
}
