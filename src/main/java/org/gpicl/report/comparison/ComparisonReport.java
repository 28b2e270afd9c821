package org.gpicl.report.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SweepReport;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.medium.Medium;
import org.gpicl.report.medium.PaperStyle;

/** What there is to read of a comparison: a table for the terminal, CSV files and a figure. */
public final class ComparisonReport {
  private static final String BOUNDARIES = "compare-boundary.csv";

  private final SweepComparison comparison;
  private final Optional<BoundaryComparison> boundaries;

  public ComparisonReport(SweepComparison comparison) {
    this.comparison = comparison;
    this.boundaries =
        BoundaryComparison.of(comparison.first(), comparison.second())
            .filter(BoundaryComparison::hasCommon);
  }

  /** Why there is nothing to compare, if there is nothing. */
  public Optional<String> nothing() {
    if (boundaries.isPresent()) {
      return Optional.empty();
    }
    String names =
        "%s and %s"
            .formatted(comparison.first().sweep().name(), comparison.second().sweep().name());
    if (comparison.places().isEmpty()) {
      return Optional.of(
          "Sweeps %s have nothing in common: %s; %s."
              .formatted(
                  names,
                  ComparisonTable.axes(comparison.first()),
                  ComparisonTable.axes(comparison.second())));
    }
    boolean measured =
        comparison.places().stream()
            .anyMatch(
                place ->
                    comparison.evaluations().stream()
                        .anyMatch(e -> comparison.at(place, e).measured()));
    return measured
        ? Optional.empty()
        : Optional.of(
            "Sweeps %s have no results in common yet: no cell is done in both.".formatted(names));
  }

  /** For the terminal. */
  public String text() {
    return new ComparisonTable(comparison)
        .text(boundaries.map(BoundaryComparison::text).orElse(""));
  }

  /** Writes the figure for a paper, with its caption, and nothing else. */
  public SweepReport.Written write(Path directory, PaperStyle style, RunFacts.Program program)
      throws IOException {
    Optional<String> problem = FigureFile.problem();
    if (problem.isPresent() || comparison.places().isEmpty()) {
      return new SweepReport.Written(
          List.of(), List.of(problem.orElse("Without a cell of both there is no figure.")));
    }
    DifferenceFigure figure = new DifferenceFigure(Medium.of(style), comparison);
    Path folder = directory.resolve("paper");
    return new SweepReport.Written(
        List.of(
            WholeFile.write(
                folder.resolve("difference" + style.suffix() + ".pdf"), FigureFile.pdf(figure)),
            WholeFile.write(
                folder.resolve("difference-caption.tex"),
                DifferenceCaption.of(comparison, figure.shownOnly(), program))),
        List.of());
  }

  /** Writes the CSV files and, where this machine can draw, the figure. */
  public SweepReport.Written write(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(WholeFile.write(directory.resolve("compare.csv"), ComparisonCsv.of(comparison)));
    Path crossings = directory.resolve(BOUNDARIES);
    if (boundaries.isPresent()) {
      files.add(WholeFile.write(crossings, boundaries.get().csv()));
    } else {
      // It would be taken for one of these sweeps.
      Files.deleteIfExists(crossings);
    }
    Optional<String> problem = FigureFile.problem();
    if (problem.isEmpty() && !comparison.places().isEmpty()) {
      DifferenceFigure figure = new DifferenceFigure(Medium.SCREEN, comparison);
      files.add(WholeFile.write(directory.resolve("difference.png"), FigureFile.png(figure)));
      files.add(WholeFile.write(directory.resolve("difference.svg"), FigureFile.svg(figure)));
    }
    return new SweepReport.Written(files, problem.stream().toList());
  }
}
