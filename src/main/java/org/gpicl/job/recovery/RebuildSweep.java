package org.gpicl.job.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.home.files.Digests;
import org.gpicl.report.WrittenResults;
import org.gpicl.report.numpy.NpzParameters;
import org.gpicl.report.table.ResultFileException;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRebuild;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;

/** Restores a sweep's results from the files that it wrote, where the database lacks them. */
public final class RebuildSweep {
  private static final int HASH_SHOWN = 12;

  private final SweepTable sweeps;
  private final CellRebuild tables;
  private final Home home;

  public RebuildSweep(SweepTable sweeps, CellRebuild tables, Home home) {
    this.sweeps = sweeps;
    this.tables = tables;
    this.home = home;
  }

  /**
   * What was restored.
   *
   * @param lines for the user: what was taken, and what was not and why
   * @param complete whether every finished cell of the files is in the database now
   */
  public record Rebuilt(List<String> lines, boolean complete) {}

  /** A cell in the files cannot be taken; the message says why. */
  private static final class NotTaken extends Exception {
    NotTaken(String reason) {
      super(reason);
    }
  }

  /**
   * Rebuilds one sweep.
   *
   * @throws ResultFileException if a file is missing or is not what this program writes
   */
  public Rebuilt rebuild(String name) {
    Path directory = home.sweep(name);
    WrittenResults files = read(directory);
    Sweep sweep =
        SweepFile.parse(
            files.resolved(),
            directory.resolve("manifest.json") + " (resolvedSweepFile)",
            List.of());
    if (!sweep.name().equals(name)) {
      throw new ResultFileException(directory + " has the files of sweep " + sweep.name());
    }
    Map<String, Cell> byKey =
        sweep.cells().stream().collect(Collectors.toMap(Cell::key, cell -> cell));
    List<String> notTaken = new ArrayList<>();
    int cells = 0;
    int there = 0;
    int evaluations = 0;
    int parameters = 0;
    for (Map.Entry<String, WrittenResults.WrittenCell> entry : files.cells().entrySet()) {
      if (!entry.getValue().done()) {
        continue;
      }
      try {
        Cell cell = fitting(byKey.get(entry.getKey()), entry.getValue());
        CellRebuild.Added added = tables.add(finished(sweep, cell, entry.getValue()));
        cells += added.cell() ? 1 : 0;
        there += added.cell() ? 0 : 1;
        evaluations += added.evaluations();
        parameters += parameters(directory, cell, notTaken) ? 1 : 0;
      } catch (NotTaken e) {
        notTaken.add("Not taken: " + entry.getKey() + ": " + e.getMessage());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Taken from %s: %d cells, %d evaluations, %d cells' final parameters; %d finished cells were there."
            .formatted(directory, cells, evaluations, parameters, there));
    lines.addAll(notTaken);
    lines.addAll(keep(sweep));
    if (!notTaken.isEmpty()) {
      lines.add(
          "The files are left as they are: `gpicl report %s` would write them anew from the database, without what was not taken."
              .formatted(name));
    }
    return new Rebuilt(lines, notTaken.isEmpty());
  }

  private static WrittenResults read(Path directory) {
    try {
      return WrittenResults.read(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> keep(Sweep sweep) {
    Optional<SweepTable.Row> stored = sweeps.find(sweep.name());
    if (stored.isEmpty()) {
      sweeps.put(sweep);
      return List.of();
    }
    return stored.get().hash().equals(sweep.hash())
        ? List.of()
        : List.of(
            "The database has other settings of sweep %s than the files; they are left as they are, `gpicl run FILE` changes them."
                .formatted(sweep.name()));
  }

  private static Cell fitting(Cell cell, WrittenResults.WrittenCell written) throws NotTaken {
    if (cell == null) {
      throw new NotTaken("results.csv has it, but the sweep in manifest.json does not");
    }
    if (!cell.hash().equals(written.hash())) {
      throw new NotTaken(
          "its hash is %s..., but its settings give %s... now: other settings, or another version of the program's numerics"
              .formatted(shown(written.hash()), shown(cell.hash())));
    }
    List<CurvePoint> curve = written.curve();
    long end = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).step();
    if (written.step() != cell.spec().steps() || end != cell.spec().steps()) {
      throw new NotTaken(
          "it has %d steps, but results.csv says %d and its curve in curves.csv ends at %d"
              .formatted(cell.spec().steps(), written.step(), end));
    }
    return cell;
  }

  private static String shown(String hash) {
    return hash.substring(0, Math.min(HASH_SHOWN, hash.length()));
  }

  private static CellRebuild.Finished finished(
      Sweep sweep, Cell cell, WrittenResults.WrittenCell written) throws NotTaken {
    Map<String, String> definitions = new LinkedHashMap<>();
    for (String name : List.of(Evaluation.TRAIN, Evaluation.SEEN)) {
      definitions.put(name, Digests.sha256(name));
      if (written.evaluations().stream().noneMatch(e -> e.name().equals(name))) {
        throw new NotTaken("results.csv has no line for its " + name + " accuracy");
      }
    }
    for (EvaluationSet set : sweep.evaluations(cell)) {
      definitions.put(set.name(), set.hash());
    }
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    for (Evaluation evaluation : written.evaluations()) {
      String definition = definitions.get(evaluation.name());
      if (definition == null) {
        throw new NotTaken("the sweep in manifest.json has no evaluation " + evaluation.name());
      }
      evaluations.put(definition, evaluation);
    }
    return new CellRebuild.Finished(
        cell, written.curve(), evaluations, written.trainingSeconds(), written.provenance());
  }

  /** Whether final parameters that the database lacked were taken from an earlier export. */
  private boolean parameters(Path directory, Cell cell, List<String> notTaken) {
    Path file = directory.resolve("parameters").resolve(cell.key() + ".npz");
    if (!Files.exists(file) || !tables.lacksParameters(cell)) {
      return false;
    }
    try {
      tables.addParameters(cell, NpzParameters.read(file, cell.hash(), cell.model().parameters()));
      return true;
    } catch (ResultFileException | IOException e) {
      notTaken.add("Not taken: the final parameters of " + cell.key() + ": " + e.getMessage());
      return false;
    }
  }
}
