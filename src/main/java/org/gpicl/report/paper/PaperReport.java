package org.gpicl.report.paper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.ChosenFigure;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SweepReport;
import org.gpicl.report.SweptFigures;
import org.gpicl.report.figure.CurveFigure;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.PositionsFigure;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.learning.LearningFigure;
import org.gpicl.report.learning.LearningFigures;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.EvaluationSet;

/**
 * Writes the figures of a sweep for a paper, into a folder of their own beside those for a screen:
 * each as a PDF, and a caption for all sizes of it.
 */
public final class PaperReport {
  private static final String FOLDER = "paper";

  private final Path directory;
  private final Grid grid;
  private final Caption captions;
  private final BooleanSupplier stop;

  /**
   * @param directory of the sweep's files
   * @param stop asked between two figures
   */
  public PaperReport(Path directory, Grid grid, RunFacts.Program program, BooleanSupplier stop) {
    this.directory = directory;
    this.grid = grid;
    this.captions = new Caption(grid, program);
    this.stop = stop;
  }

  /**
   * Writes every figure that a report has.
   *
   * @param curves whether every cell gets one of its own
   */
  public SweepReport.Written write(PaperStyle style, boolean curves) throws IOException {
    Optional<String> problem = FigureFile.problem();
    if (problem.isPresent()) {
      return new SweepReport.Written(List.of(), List.of(problem.get()));
    }
    Medium medium = Medium.of(style);
    Path folder = directory.resolve(FOLDER);
    List<Path> files = new ArrayList<>();
    SweptFigures heatmaps = new SweptFigures(medium, grid);
    figure(
        files,
        folder.resolve("heatmap"),
        style,
        heatmaps.seenAndUnseen(),
        captions.heatmap(List.of(Evaluation.SEEN, EvaluationSet.UNSEEN)));
    for (Map.Entry<String, String> other : SweepReport.heatmapNames(grid).entrySet()) {
      figure(
          files,
          folder.resolve(other.getValue()),
          style,
          heatmaps.of(other.getKey()),
          captions.heatmap(List.of(other.getKey())));
    }
    Optional<PositionsFigure> positions = PositionsFigure.of(medium, grid.ofFirstCombinations());
    if (positions.isPresent()) {
      String caption = captions.positions(positions.get());
      figure(files, folder.resolve("positions"), style, positions.get(), caption);
    }
    for (LearningFigure one : LearningFigures.of(medium, grid)) {
      figure(files, folder.resolve(one.name()), style, one.figure(), captions.learning(one));
    }
    for (CellOutcome outcome : curves ? grid.outcomes() : List.<CellOutcome>of()) {
      if (!outcome.curve().isEmpty() || !outcome.evaluations().isEmpty()) {
        figure(
            files,
            folder.resolve("curves").resolve(outcome.cell().key()),
            style,
            new CurveFigure(medium, grid, outcome),
            captions.curve(outcome));
      }
    }
    return new SweepReport.Written(files, List.of());
  }

  /** Writes those figures again that were written before: a report has all its files alike. */
  public List<Path> rewrite(boolean curves) throws IOException {
    List<Path> files = new ArrayList<>();
    for (PaperStyle style : PaperStyle.values()) {
      if (Files.exists(pdf(directory.resolve(FOLDER).resolve("heatmap"), style))) {
        files.addAll(write(style, curves).files());
      }
    }
    return files.stream().distinct().toList();
  }

  /** Writes one figure of chosen axes. */
  public SweepReport.Written write(PaperStyle style, FigureChoice choice) throws IOException {
    Optional<String> problem = FigureFile.problem();
    if (problem.isPresent()) {
      return new SweepReport.Written(List.of(), List.of(problem.get()));
    }
    ChosenFigure chosen = ChosenFigure.of(Medium.of(style), grid, choice);
    String caption = captions.chosen(chosen, choice.value());
    List<Path> files = new ArrayList<>();
    if (choice.out().isEmpty()) {
      Path path = directory.resolve(FOLDER).resolve(chosen.name());
      figure(files, path, style, chosen.figure(), caption);
    } else {
      Path out = Path.of(choice.out());
      files.add(WholeFile.write(out, FigureFile.named(choice.out(), chosen.figure())));
      files.add(WholeFile.write(captionOf(withoutEnding(out)), caption));
    }
    return new SweepReport.Written(files, List.of());
  }

  private void figure(List<Path> files, Path path, PaperStyle style, Figure figure, String caption)
      throws IOException {
    if (stop.getAsBoolean()) {
      throw new CancellationException("the figures were abandoned because of a stop");
    }
    files.add(WholeFile.write(pdf(path, style), FigureFile.pdf(figure)));
    files.add(WholeFile.write(captionOf(path), caption));
  }

  private static Path pdf(Path path, PaperStyle style) {
    return path.resolveSibling(path.getFileName() + style.suffix() + ".pdf");
  }

  private static Path captionOf(Path path) {
    return path.resolveSibling(path.getFileName() + "-caption.tex");
  }

  private static Path withoutEnding(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""));
  }
}
