package org.gpicl.job.admission;

import java.nio.file.Files;
import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Refuses to train where a folder with a sweep's checkpoints, or for them, is not there. */
public final class CheckpointFolderReady implements AdmissionCheck {
  private final CellRecords records;

  public CheckpointFolderReady(CellRecords records) {
    this.records = records;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return forNewOnes(sweep).or(() -> withOldOnes(sweep)).map(RunResult.Refused::new);
  }

  private static Optional<String> forNewOnes(Sweep sweep) {
    return sweep
        .execution()
        .checkpointStore()
        .folder()
        .filter(folder -> !Files.isDirectory(folder) || !Files.isWritable(folder))
        .map(
            folder ->
                "checkpoint.store of sweep %s is %s, which is not a folder on this machine that can be written to: create or mount it, or have checkpoints in the database with --set checkpoint.store=database"
                    .formatted(sweep.name(), folder));
  }

  /** Also where checkpoints have gone to another place since. */
  private Optional<String> withOldOnes(Sweep sweep) {
    return records.checkpointFoldersNotSeen(sweep).stream()
        .findFirst()
        .map(
            folder ->
                "checkpoints of sweep %s are in %s, which is missing or empty on this machine: mount it (or, if they are gone for good, put any file into it: their cells are trained from the beginning)"
                    .formatted(sweep.name(), folder));
  }
}
