package org.gpicl.job.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Sweep;

/** Refuses a sweep whose folder for TensorBoard cannot be written to; makes it if it is missing. */
public final class TrackerFolderReady implements AdmissionCheck {
  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return sweep
        .execution()
        .trackers()
        .tensorboard()
        .filter(folder -> !isWritable(folder))
        .map(
            folder ->
                new RunResult.Refused(
                    "tracking.tensorboard of sweep %s is %s, a folder that this machine cannot write to; choose another with --tensorboard"
                        .formatted(sweep.name(), folder)));
  }

  private static boolean isWritable(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }
}
