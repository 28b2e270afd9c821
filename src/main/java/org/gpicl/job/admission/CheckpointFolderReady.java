package org.gpicl.job.admission;

import java.nio.file.Files;
import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Sweep;

/** Refuses to train where the folder of a sweep's checkpoints is not there. */
public final class CheckpointFolderReady implements AdmissionCheck {

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return sweep
        .execution()
        .checkpointStore()
        .folder()
        .filter(folder -> !Files.isDirectory(folder) || !Files.isWritable(folder))
        .map(
            folder ->
                new RunResult.Refused(
                    "checkpoint.store of sweep %s is %s, which is not a folder on this machine that can be written to: create or mount it, or have checkpoints in the database with --set checkpoint.store=database"
                        .formatted(sweep.name(), folder)));
  }
}
