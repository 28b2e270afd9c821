package org.gpicl.job.export;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.gpicl.engine.TrainingState;
import org.gpicl.report.export.Exported;
import org.gpicl.report.export.ExportedModel;
import org.gpicl.report.export.ModelChoice;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.checkpoint.CheckpointException;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;

/** Writes the trained models of a sweep as files that other programs load. */
public final class ModelExport {
  /** Cells looked up together: thousands of curves at a time would fill the memory. */
  private static final int AT_A_TIME = 500;

  private final Sweep sweep;
  private final CellRecords records;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private int unfinished;

  /**
   * @param folder where files go unless the choice names another folder
   */
  public ModelExport(Sweep sweep, CellRecords records, Path folder) {
    this.sweep = sweep;
    this.records = records;
    this.folder = folder;
  }

  /**
   * @throws ChoiceException if no finished cell is among those chosen
   */
  public Exported write(ModelChoice choice) throws IOException {
    List<Cell> chosen = chosen(choice.cells());
    Path target = choice.folder().isEmpty() ? folder : Path.of(choice.folder());
    for (int from = 0; from < chosen.size(); from += AT_A_TIME) {
      List<Cell> some = chosen.subList(from, Math.min(chosen.size(), from + AT_A_TIME));
      for (CellOutcome outcome : records.outcomes(sweep, some)) {
        if (outcome.status() == CellStatus.DONE) {
          write(outcome, target, choice);
        } else {
          unfinished++;
        }
      }
    }
    if (files.isEmpty() && lost.isEmpty()) {
      throw new ChoiceException(
          "no cell of sweep %s among those chosen is done yet; `gpicl status %s` shows how far they are"
              .formatted(sweep.name(), sweep.name()));
    }
    return new Exported(files, remarks(), lost.isEmpty());
  }

  private List<Cell> chosen(List<String> patterns) {
    if (patterns.isEmpty()) {
      return sweep.cells();
    }
    List<PathMatcher> matchers = patterns.stream().map(this::matcher).toList();
    return sweep.cells().stream()
        .filter(cell -> matchers.stream().anyMatch(one -> one.matches(Path.of(cell.key()))))
        .toList();
  }

  private PathMatcher matcher(String pattern) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new ChoiceException(
          "--cells %s is not a pattern such as transformer-*-s0: %s"
              .formatted(pattern, e.getDescription()));
    }
    if (sweep.cells().stream().noneMatch(cell -> matcher.matches(Path.of(cell.key())))) {
      throw new ChoiceException(
          "--cells %s: sweep %s has no such cell; `gpicl status %s` lists them, the first is %s"
              .formatted(pattern, sweep.name(), sweep.name(), sweep.cells().get(0).key()));
    }
    return matcher;
  }

  private void write(CellOutcome outcome, Path target, ModelChoice choice) throws IOException {
    Optional<TrainingState> state;
    try {
      state = records.finalParameters(outcome.cell());
    } catch (CheckpointException damaged) {
      lost.add("The final parameters of " + outcome.cell().key() + " are damaged.");
      return;
    }
    if (state.isEmpty()) {
      lost.add("The final parameters of " + outcome.cell().key() + " are not in the database.");
      return;
    }
    files.addAll(
        new ExportedModel(sweep.name(), outcome, state.get().parameters())
            .write(target, choice.format()));
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>(lost);
    if (unfinished > 0) {
      remarks.add(
          unfinished == 1
              ? "1 cell is not done and was left out."
              : unfinished + " cells are not done and were left out.");
    }
    return remarks;
  }
}
