package org.gpicl.job.admission;

import java.util.List;
import java.util.Optional;
import org.gpicl.job.run.RunResult;
import org.gpicl.sweep.Sweep;

/**
 * Refuses a sweep whose file says what its folders of images hold, if they hold something else,
 * unless the user agreed.
 */
public final class StatedContents implements AdmissionCheck {
  private final FolderContents folders;
  private final boolean restartChanged;

  /**
   * @param restartChanged whether the user agreed that what is there now is used
   */
  public StatedContents(FolderContents folders, boolean restartChanged) {
    this.folders = folders;
    this.restartChanged = restartChanged;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    List<String> contradictions = restartChanged ? List.of() : folders.contradictions();
    return contradictions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RunResult.Refused(
                """
                sweep %s is stored for other images than those that are there now:
                  %s
                Put the former files back, or run it with --restart-changed to use the new ones.\
                """
                    .formatted(
                        sweep.name(), String.join(System.lineSeparator() + "  ", contradictions))));
  }
}
