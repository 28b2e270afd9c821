package org.gpicl.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.job.admission.AdmissionCheck;
import org.gpicl.job.admission.ChangedCells;
import org.gpicl.job.admission.CheckpointFolderReady;
import org.gpicl.job.admission.EngineFitness;
import org.gpicl.job.admission.FinishedSweep;
import org.gpicl.job.admission.FolderContents;
import org.gpicl.job.admission.ImagesAvailable;
import org.gpicl.job.admission.StatedContents;
import org.gpicl.job.admission.TrackerFolderReady;
import org.gpicl.job.admission.WorkersReachable;
import org.gpicl.job.run.RunRequest;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.job.slurm.Slurm;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.Sweep;
import org.springframework.beans.factory.ObjectProvider;

/** Decides whether a sweep may run, by all checks one after the other. */
final class Admission {
  private final SweepTable sweeps;
  private final RunTable runs;
  private final CellRecords records;
  private final Home home;
  private final boolean sharedDatabase;
  private final ObjectProvider<Slurm> slurm;

  /**
   * @param sharedDatabase whether other machines reach the database
   * @param slurm what has workers started, made when it is needed
   */
  Admission(
      SweepTable sweeps,
      RunTable runs,
      CellRecords records,
      Home home,
      boolean sharedDatabase,
      ObjectProvider<Slurm> slurm) {
    this.sweeps = sweeps;
    this.runs = runs;
    this.records = records;
    this.home = home;
    this.sharedDatabase = sharedDatabase;
    this.slurm = slurm;
  }

  /** What the run ends with before it has begun; empty if nothing speaks against it. */
  Optional<RunResult> reasonNotToRun(
      Sweep sweep, RunRequest request, GeneratedSets sets, FolderContents folders)
      throws IOException {
    return AdmissionCheck.firstReason(checks(sweep, request, sets, folders), sweep);
  }

  private List<AdmissionCheck> checks(
      Sweep sweep, RunRequest request, GeneratedSets sets, FolderContents folders) {
    List<AdmissionCheck> checks =
        new ArrayList<>(
            List.of(
                new WorkersReachable(sharedDatabase),
                new ChangedCells(sweeps, records, home, request.restartChanged()),
                new StatedContents(folders, request.restartChanged()),
                new FinishedSweep(sweeps, runs, records, home),
                new EngineFitness(request.engine(), records),
                new ImagesAvailable(sets, records, folders, request.notices()),
                new TrackerFolderReady()));
    if (sweep.execution().runOn() == Place.HERE) {
      checks.add(new CheckpointFolderReady(records));
    }
    if (sweep.execution().runOn() == Place.SLURM) {
      checks.add(slurm.getObject().check(sweep, request.images()));
    }
    return checks;
  }
}
