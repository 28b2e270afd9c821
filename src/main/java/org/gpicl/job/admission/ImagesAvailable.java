package org.gpicl.job.admission;

import java.util.Optional;
import java.util.function.Consumer;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/**
 * Makes sure that the images of all trainings and evaluations that are left can be had. If they
 * cannot, it throws {@link org.gpicl.tasks.source.ImageSetException}, whose message says what to
 * do.
 */
public final class ImagesAvailable implements AdmissionCheck {
  private final GeneratedSets sets;
  private final CellRecords records;
  private final FolderContents folders;
  private final Consumer<String> notices;

  /**
   * @param notices receives what a researcher should know of the images
   */
  public ImagesAvailable(
      GeneratedSets sets, CellRecords records, FolderContents folders, Consumer<String> notices) {
    this.folders = folders;
    this.notices = notices;
    this.sets = sets;
    this.records = records;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    sets.check(records.remaining().unfinished(sweep), records.unevaluated(sweep));
    folders.remarks().forEach(notices);
    return Optional.empty();
  }
}
