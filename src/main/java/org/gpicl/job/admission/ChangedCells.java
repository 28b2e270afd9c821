package org.gpicl.job.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.job.run.RunResult;
import org.gpicl.job.upkeep.Archive;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweepDifference;
import org.gpicl.tasks.images.FolderKind;
import org.gpicl.tasks.images.ImageSpec;

/**
 * Refuses a sweep that would replace cells which its stored form has worked on, unless the user
 * agreed. Added cells are no conflict; cells that are defined differently are.
 */
public final class ChangedCells implements AdmissionCheck {
  private final SweepTable sweeps;
  private final CellRecords records;
  private final Home home;
  private final boolean restartChanged;

  /**
   * @param restartChanged whether the user agreed that changed cells are replaced
   */
  public ChangedCells(SweepTable sweeps, CellRecords records, Home home, boolean restartChanged) {
    this.sweeps = sweeps;
    this.records = records;
    this.home = home;
    this.restartChanged = restartChanged;
  }

  @Override
  public Optional<RunResult> reasonNotToRun(Sweep sweep) {
    return restartChanged ? Optional.empty() : conflict(sweep).map(RunResult.Refused::new);
  }

  /** The readable difference, or empty if nothing that was worked on would be replaced. */
  Optional<String> conflict(Sweep sweep) {
    Optional<SweepTable.Row> row = sweeps.find(sweep.name());
    if (row.isEmpty() || row.get().hash().equals(sweep.hash())) {
      return Optional.empty();
    }
    Sweep stored = row.get().sweep();
    SweepDifference difference = SweepDifference.between(stored, sweep);
    Set<String> changed = difference.changed();
    Map<String, CellTable.Row> rows = records.rows(stored.cells());
    List<Cell> replaced =
        stored.cells().stream().filter(cell -> changed.contains(cell.key())).toList();
    Work work = Work.on(replaced, rows);
    if (work.none()) {
      return Optional.empty();
    }
    String changes =
        difference.changes().stream()
            .map(change -> "  " + line(change, stored, rows))
            .collect(Collectors.joining(System.lineSeparator()));
    return Optional.of(
        """
        sweep %s is stored with other settings:
        %s%s
        %d of these cells are finished, %d half done. Give the changed sweep another name, or run it with --restart-changed: then they are trained anew, and the results of before are archived in %s\
        """
            .formatted(
                sweep.name(),
                changes,
                imagesChanged(difference, sweep) + defaultChanged(stored, sweep),
                work.finished(),
                work.halfDone(),
                new Archive(home, sweep.name()).place(row.get())));
  }

  /** Of a folder of images, digests alone would not say much. */
  private static String imagesChanged(SweepDifference difference, Sweep sweep) {
    String folder = sweep.cells().get(0).training().images().set();
    return difference.changes().stream()
        .filter(change -> FolderKind.isContent(change.to()))
        .filter(change -> ImageSpec.isFolder(change.from()))
        .findFirst()
        .map(
            change ->
                System.lineSeparator()
                    + (FolderKind.isContent(change.from())
                            ? "The files in %s hold other images or labels than before."
                            : "Earlier versions knew these cells by the path %s only, and what is"
                                + " stored does not prove that they were trained on the images that"
                                + " are there now.")
                        .formatted(FolderKind.of(folder).orElseThrow().folder(folder)))
        .orElse("");
  }

  /** The default of one key was another in earlier versions. */
  private static String defaultChanged(Sweep stored, Sweep sweep) {
    boolean changed =
        sweep.recipe() == Recipe.NOTEBOOK
            && stored.resolved().contains("seenTasks: log2")
            && sweep.resolved().contains("seenTasks: all");
    return changed
        ? System.lineSeparator()
            + "Recipe notebook evaluated log2 N seen tasks in earlier versions, and evaluates all of"
            + " them now. Add evaluate: {seenTasks: log2} to the file, or --set"
            + " evaluate.seenTasks=log2, to continue what is stored."
        : "";
  }

  /** Such as {@code learningRate: 0.01 -> 0.003 changes 18 of 40 cells, 12 finished}. */
  private static String line(
      SweepDifference.Change change, Sweep stored, Map<String, CellTable.Row> rows) {
    Set<String> keys = Set.copyOf(change.keys());
    List<Cell> cells = stored.cells().stream().filter(cell -> keys.contains(cell.key())).toList();
    StringBuilder line = new StringBuilder(change.line(stored.cells().size()));
    Set<ModelKind> kinds = cells.stream().map(Cell::kind).collect(Collectors.toSet());
    if (kinds.size() < stored.cells().stream().map(Cell::kind).distinct().count()) {
      // A setting of several models is called the same.
      kinds.forEach(kind -> line.append(" (").append(kind.key()).append(')'));
    }
    Work work = Work.on(cells, rows);
    line.append(work.finished() > 0 ? ", " + work.finished() + " finished" : "");
    line.append(work.halfDone() > 0 ? ", " + work.halfDone() + " half done" : "");
    return line.toString().replaceAll("sha256:([0-9a-f]{12})[0-9a-f]{52}", "sha256:$1...");
  }

  /** What has been done for some cells. */
  private record Work(long finished, long halfDone) {
    static Work on(List<Cell> cells, Map<String, CellTable.Row> rows) {
      List<CellTable.Row> begun =
          cells.stream().map(Cell::hash).filter(rows::containsKey).map(rows::get).toList();
      long finished = begun.stream().filter(row -> row.status() == CellStatus.DONE).count();
      long halfDone =
          begun.stream().filter(row -> row.status() != CellStatus.DONE && row.step() > 0).count();
      return new Work(finished, halfDone);
    }

    boolean none() {
      return finished + halfDone == 0;
    }
  }
}
