package org.gpicl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.figure.Figure;
import org.gpicl.report.figure.FigureFile;
import org.gpicl.report.figure.HeatmapFigure;
import org.gpicl.report.figure.PositionsFigure;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.FigureChoice;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.learning.LearningFigure;
import org.gpicl.report.learning.LearningFigures;
import org.gpicl.report.medium.Medium;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Sweep;

/**
 * Writes the files of a sweep, finished or not, as often as wanted. Each file appears whole.
 *
 * <p>After every cell {@link #writeTables} is enough; {@link #write} draws everything.
 */
public final class SweepReport {
  private static final String MANIFEST = "manifest.json";
  private final Supplier<Optional<String>> figureProblem;
  private final BooleanSupplier stop;

  public SweepReport() {
    this(() -> false);
  }

  /**
   * @param stop asked between two figures
   */
  public SweepReport(BooleanSupplier stop) {
    this(FigureFile::problem, stop);
  }

  SweepReport(Supplier<Optional<String>> figureProblem, BooleanSupplier stop) {
    this.figureProblem = figureProblem;
    this.stop = stop;
  }

  /**
   * What was written.
   *
   * @param files in the order of writing
   * @param messages for the user, such as why there are no figures
   */
  public record Written(List<Path> files, List<String> messages) {
    public Written {
      files = List.copyOf(files);
      messages = List.copyOf(messages);
    }
  }

  /**
   * Writes the CSV files: the notebook's for each model, {@code results.csv}, {@code errors.csv},
   * {@code curves.csv} and those that only some sweeps have.
   *
   * @param outcomes in any order; a cell without one counts as pending
   */
  public Written writeTables(Path directory, Sweep sweep, List<CellOutcome> outcomes)
      throws IOException {
    return new Written(TableFiles.write(directory, Grid.of(sweep, outcomes)), List.of());
  }

  /** Writes tables and manifest, in this order: tables never hold what the manifest lacks. */
  public void writeManifest(Path directory, Sweep sweep, List<CellOutcome> outcomes, RunFacts facts)
      throws IOException {
    Grid grid = Grid.of(sweep, outcomes);
    TableFiles.write(directory, grid);
    // They are not written until the end, and would be taken for those of these cells.
    TableFiles.removeTyped(directory);
    WholeFile.write(directory.resolve(MANIFEST), out -> Manifest.write(grid, facts, out));
  }

  /** Whether the files in a directory are of the same cells and evaluations. */
  public static boolean isOf(Path directory, Sweep sweep) throws IOException {
    Path manifest = directory.resolve(MANIFEST);
    return Files.exists(manifest) && Manifest.sweepHash(manifest).equals(Optional.of(sweep.hash()));
  }

  /**
   * Writes everything: tables, manifest, page and figures.
   *
   * @throws CancellationException if a stop was asked for; each file is the old or the new one
   * @param curves whether every cell gets a picture of its own under {@code curves/}; those whose
   *     numbers have not changed since they were drawn are kept
   */
  public Written write(
      Path directory, Sweep sweep, List<CellOutcome> outcomes, RunFacts facts, boolean curves)
      throws IOException {
    Files.createDirectories(directory);
    WholeFile.removeLeftovers(directory);
    Grid grid = Grid.of(sweep, outcomes);
    List<Path> files = TableFiles.write(directory, grid);
    files.addAll(TableFiles.writeTyped(directory, grid));
    files.add(
        WholeFile.write(directory.resolve(MANIFEST), out -> Manifest.write(grid, facts, out)));
    files.add(
        WholeFile.write(directory.resolve("heatmap.html"), out -> HeatmapPage.write(grid, out)));
    Optional<String> problem = figureProblem.get();
    if (problem.isPresent()) {
      return new Written(files, List.of(problem.get()));
    }
    boolean four = sweep.swept().isEmpty();
    figure(
        files,
        directory.resolve("heatmap"),
        four
            ? HeatmapFigure.seenAndUnseen(grid)
            : new SweptFigures(Medium.SCREEN, grid).seenAndUnseen());
    for (Map.Entry<String, String> other : heatmapNames(grid).entrySet()) {
      String set = other.getKey();
      figure(
          files,
          directory.resolve(other.getValue()),
          four ? HeatmapFigure.of(grid, set) : new SweptFigures(Medium.SCREEN, grid).of(set));
    }
    Optional<PositionsFigure> positions =
        PositionsFigure.of(four ? grid : grid.ofFirstCombinations());
    if (positions.isPresent()) {
      figure(files, directory.resolve("positions"), positions.get());
    }
    for (LearningFigure one : LearningFigures.of(Medium.SCREEN, grid)) {
      figure(files, directory.resolve(one.name()), one.figure());
    }
    if (curves) {
      for (CellOutcome outcome : grid.outcomes()) {
        checkForStop();
        files.addAll(CurveFiles.write(directory.resolve("curves"), grid, outcome));
      }
    }
    return new Written(files, List.of());
  }

  /** Names of the heatmaps of other evaluation sets, by set. */
  public static Map<String, String> heatmapNames(Grid grid) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String set : grid.otherSets()) {
      String name = "heatmap-" + Labels.fileName(set);
      while (names.containsValue(name)) {
        name += "-2";
      }
      names.put(set, name);
    }
    return names;
  }

  /**
   * Writes one figure of axes that a user chose.
   *
   * @throws ChoiceException if the sweep does not have them
   */
  public Written writeFigure(
      Path directory, Sweep sweep, List<CellOutcome> outcomes, FigureChoice choice)
      throws IOException {
    ChosenFigure chosen = ChosenFigure.of(Grid.of(sweep, outcomes), choice);
    Optional<String> problem = figureProblem.get();
    if (problem.isPresent()) {
      return new Written(List.of(), List.of(problem.get()));
    }
    List<Path> files = new ArrayList<>();
    if (choice.out().isEmpty()) {
      figure(files, directory.resolve(chosen.name()), chosen.figure());
    } else {
      Path out = Path.of(choice.out());
      files.add(WholeFile.write(out, FigureFile.named(choice.out(), chosen.figure())));
    }
    return new Written(files, List.of());
  }

  /**
   * The files of a report that was written before, in the order of {@link #write}. Reports of
   * earlier programs have no Parquet files.
   *
   * @return empty if one is missing that every report has, or if they are of other cells or
   *     evaluations, as a run leaves them that broke before the database went back to a backup
   */
  public static Optional<List<Path>> existing(Path directory, Sweep sweep) throws IOException {
    List<Path> always = new ArrayList<>(TableFiles.existing(directory, sweep));
    always.add(directory.resolve(MANIFEST));
    always.add(directory.resolve("heatmap.html"));
    if (!always.stream().allMatch(Files::isRegularFile) || !isOf(directory, sweep)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(directory)) {
      Stream<Path> figures =
          all.filter(file -> file.toString().matches(".*\\.(png|svg)"))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted();
      return Optional.of(Stream.concat(always.stream(), figures).toList());
    }
  }

  /**
   * Packs the files of a report into one archive.
   *
   * @param files as {@link #write} returned them
   */
  public static Path bundle(Path directory, Sweep sweep, List<Path> files, RunFacts facts)
      throws IOException {
    return new Bundle(sweep, facts, directory, files).write();
  }

  private void figure(List<Path> files, Path path, Figure figure) throws IOException {
    checkForStop();
    files.add(WholeFile.write(withExtension(path, ".png"), FigureFile.png(figure)));
    files.add(WholeFile.write(withExtension(path, ".svg"), FigureFile.svg(figure)));
  }

  private void checkForStop() {
    if (stop.getAsBoolean()) {
      throw new CancellationException("the report was abandoned because of a stop");
    }
  }

  private static Path withExtension(Path path, String extension) {
    return path.resolveSibling(path.getFileName() + extension);
  }

  /** The files that a user looks for, without the pictures of single cells. */
  public static List<String> listing(List<Path> files) {
    return files.stream()
        .filter(file -> !file.getParent().endsWith("curves"))
        .map(
            file ->
                (file.toString().matches(".*\\.(png|svg|pdf|html)") ? "Figure  " : "        ")
                    + file)
        .toList();
  }
}
