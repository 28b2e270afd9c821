package org.gpicl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.boundary.BoundaryReport;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.learning.PlateauCsv;
import org.gpicl.report.parquet.ResultsParquet;
import org.gpicl.report.table.NotebookCsv;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;

/** The tables of a report, as CSV and with types. */
final class TableFiles {
  private static final String RESULTS = "results.csv";
  private static final String ERRORS = "errors.csv";
  private static final String CURVES = "curves.csv";
  private static final String BOUNDARY = "boundary.csv";
  private static final String PLATEAU = "plateau.csv";
  private static final String TYPED_RESULTS = "results.parquet";
  private static final String TYPED_CURVES = "curves.parquet";

  private TableFiles() {}

  static List<Path> write(Path directory, Grid grid) throws IOException {
    List<Path> files = new ArrayList<>();
    for (ModelKind kind : ModelKind.values()) {
      if (!grid.models().contains(kind)) {
        // A file left from a grid that the sweep no longer has would be mistaken for a current one.
        Files.deleteIfExists(
            directory.resolve(NotebookCsv.fileName(kind, grid.sweep().outputSuffix())));
      }
    }
    for (ModelKind kind : grid.models()) {
      String name = NotebookCsv.fileName(kind, grid.sweep().outputSuffix());
      files.add(WholeFile.write(directory.resolve(name), NotebookCsv.of(grid, kind)));
    }
    files.add(WholeFile.write(directory.resolve(RESULTS), ResultsCsv.results(grid)));
    files.add(WholeFile.write(directory.resolve(ERRORS), ResultsCsv.errors(grid)));
    files.add(WholeFile.write(directory.resolve(CURVES), ResultsCsv.curves(grid)));
    Optional<String> crossings = BoundaryReport.of(grid).map(BoundaryReport::csv);
    writeOrRemove(directory.resolve(BOUNDARY), crossings, files);
    writeOrRemove(directory.resolve(PLATEAU), PlateauCsv.of(grid), files);
    return files;
  }

  /** A file left from a sweep that had it would be mistaken for a current one. */
  private static void writeOrRemove(Path file, Optional<String> csv, List<Path> files)
      throws IOException {
    if (csv.isPresent()) {
      files.add(WholeFile.write(file, csv.get()));
    } else {
      Files.deleteIfExists(file);
    }
  }

  static List<Path> writeTyped(Path directory, Grid grid) throws IOException {
    return List.of(
        WholeFile.write(directory.resolve(TYPED_RESULTS), out -> ResultsParquet.results(grid, out)),
        WholeFile.write(directory.resolve(TYPED_CURVES), out -> ResultsParquet.curves(grid, out)));
  }

  static void removeTyped(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(TYPED_RESULTS));
    Files.deleteIfExists(directory.resolve(TYPED_CURVES));
  }

  /** Those that every report of the sweep has had, and of the others the ones that are there. */
  static List<Path> existing(Path directory, Sweep sweep) {
    List<Path> files = new ArrayList<>();
    for (ModelKind kind : sweep.cells().stream().map(Cell::kind).distinct().sorted().toList()) {
      files.add(directory.resolve(NotebookCsv.fileName(kind, sweep.outputSuffix())));
    }
    files.add(directory.resolve(RESULTS));
    files.add(directory.resolve(CURVES));
    if (sweep.search() instanceof Boundary) {
      files.add(directory.resolve(BOUNDARY));
    }
    Stream.of(ERRORS, PLATEAU, TYPED_RESULTS, TYPED_CURVES)
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .forEach(files::add);
    return files;
  }
}
