package org.gpicl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.report.table.CsvTable;
import org.gpicl.report.table.ResultFileException;
import org.gpicl.report.table.ResultsCsv;
import org.gpicl.store.CellStatus;
import org.gpicl.store.ProvenanceTable;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.tasks.StandardError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code manifest.json}, {@code results.csv}, {@code curves.csv} and, where a sweep has it,
 * {@code errors.csv} say: enough to have its results without the database.
 *
 * @param resolved the resolved sweep file
 * @param cells every cell of {@code results.csv}, by key
 */
public record WrittenResults(String resolved, Map<String, WrittenCell> cells) {
  private static final Pattern PROVENANCE = Pattern.compile("(?s)from step (\\d{1,18}): (.*)");

  /**
   * A cell as the files have it.
   *
   * @param hash of everything that determines it
   * @param done whether it was trained to completion
   * @param step steps done
   * @param evaluations its results
   * @param curve its training curve
   * @param trainingSeconds spent in its training, or 0 if the manifest does not know
   * @param provenance what trained it, as far as the manifest knows
   */
  public record WrittenCell(
      String hash,
      boolean done,
      long step,
      List<Evaluation> evaluations,
      List<CurvePoint> curve,
      double trainingSeconds,
      List<ProvenanceTable.Row> provenance) {}

  /** The line of an evaluation in {@code errors.csv}. */
  private record Sure(double accuracy, StandardError error) {}

  private record Recorded(double trainingSeconds, List<ProvenanceTable.Row> provenance) {
    static final Recorded NOTHING = new Recorded(0, List.of());
  }

  /**
   * Reads the files of a sweep.
   *
   * @throws ResultFileException if one is missing or is not what this program writes
   */
  public static WrittenResults read(Path directory) throws IOException {
    Path file = directory.resolve("manifest.json");
    Map<String, WrittenCell> cells = results(directory.resolve("results.csv"));
    Map<String, Map<String, Sure>> errors = errors(directory.resolve("errors.csv"));
    Map<String, List<CurvePoint>> curves = curves(directory.resolve("curves.csv"));
    Map<String, Recorded> recorded = new HashMap<>();
    String resolved = manifest(file, recorded);
    cells.replaceAll(
        (key, cell) -> {
          Recorded more = recorded.getOrDefault(cell.hash(), Recorded.NOTHING);
          return new WrittenCell(
              cell.hash(),
              cell.done(),
              cell.step(),
              with(errors.getOrDefault(key, Map.of()), cell.evaluations()),
              curves.getOrDefault(key, List.of()),
              more.trainingSeconds(),
              more.provenance());
        });
    return new WrittenResults(resolved, cells);
  }

  private static Map<String, WrittenCell> results(Path file) throws IOException {
    Map<String, WrittenCell> cells = new LinkedHashMap<>();
    for (CsvTable.Row row : CsvTable.read(file, ResultsCsv.PLACE, ResultsCsv.RESULTS)) {
      String key = key(row, "dataset");
      String name = row.text();
      List<Evaluation> evaluations = new ArrayList<>();
      double accuracy = name.isEmpty() ? skip(row) : row.real();
      double loss = name.isEmpty() ? skip(row) : row.real();
      long step = row.whole();
      boolean done = row.text().equals(CellStatus.DONE.name().toLowerCase(Locale.ROOT));
      String hash = row.text();
      double[] positions = row.reals();
      WrittenCell before = cells.get(key);
      if (before != null) {
        if (!before.hash().equals(hash)) {
          throw row.problem(key + " has two hashes");
        }
        evaluations.addAll(before.evaluations());
      }
      if (!name.isEmpty()) {
        evaluations.add(new Evaluation(name, accuracy, loss, positions));
      }
      cells.put(key, new WrittenCell(hash, done, step, evaluations, List.of(), 0, List.of()));
    }
    return cells;
  }

  /** None in a sweep that was written before errors were. */
  private static Map<String, Map<String, Sure>> errors(Path file) throws IOException {
    Map<String, Map<String, Sure>> errors = new HashMap<>();
    if (Files.exists(file)) {
      for (CsvTable.Row row : CsvTable.read(file, ResultsCsv.PLACE, ResultsCsv.ERRORS)) {
        Map<String, Sure> ofCell =
            errors.computeIfAbsent(key(row, "dataset"), key -> new HashMap<>());
        String name = row.text();
        double accuracy = row.real();
        double ofAccuracy = row.realOrNaN();
        long tasks = row.whole();
        if (tasks < 1) {
          throw row.problem("an error over " + tasks + " tasks");
        }
        ofCell.put(name, new Sure(accuracy, new StandardError(ofAccuracy, row.reals(), tasks)));
      }
    }
    return errors;
  }

  /** The two files may be of different moments: an error belongs to its accuracy only. */
  private static List<Evaluation> with(Map<String, Sure> errors, List<Evaluation> evaluations) {
    return evaluations.stream()
        .map(
            e -> {
              Sure sure = errors.get(e.name());
              return sure != null && sure.accuracy() == e.accuracy() ? e.with(sure.error()) : e;
            })
        .toList();
  }

  private static double skip(CsvTable.Row row) {
    row.text();
    return Double.NaN;
  }

  private static Map<String, List<CurvePoint>> curves(Path file) throws IOException {
    Map<String, List<CurvePoint>> curves = new HashMap<>();
    for (CsvTable.Row row : CsvTable.read(file, ResultsCsv.PLACE, ResultsCsv.CURVES)) {
      curves
          .computeIfAbsent(key(row, "step"), key -> new ArrayList<>())
          .add(new CurvePoint(row.whole(), row.real(), row.real(), row.real(), row.real()));
    }
    return curves;
  }

  /** From the columns that both files begin with, up to the first that is only in one. */
  private static String key(CsvTable.Row row, String next) {
    String model = row.text();
    long tasks = row.whole();
    long hidden = row.whole();
    long seed = row.whole();
    List<SweptSetting> swept =
        row.until(next).entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> new SweptSetting(field.getKey(), field.getValue()))
            .toList();
    return CellKey.of(model, tasks, hidden, swept, seed);
  }

  /** Collects what the manifest records of each cell, by hash; returns the resolved sweep file. */
  private static String manifest(Path file, Map<String, Recorded> recorded) throws IOException {
    try {
      JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(file));
      JsonNode resolved = manifest.path("resolvedSweepFile");
      if (!resolved.isString()) {
        throw new ResultFileException(file + " has no resolvedSweepFile");
      }
      for (JsonNode cell : manifest.path("cells")) {
        List<ProvenanceTable.Row> provenance = new ArrayList<>();
        for (JsonNode line : cell.path("provenance")) {
          Matcher range = PROVENANCE.matcher(line.asString(""));
          if (!range.matches()) {
            throw new ResultFileException(
                file + ": a provenance does not read as `from step N: ...`");
          }
          provenance.add(new ProvenanceTable.Row(Long.parseLong(range.group(1)), range.group(2)));
        }
        recorded.put(
            cell.path("hash").asString(""),
            new Recorded(cell.path("trainingSeconds").asDouble(0), provenance));
      }
      return resolved.stringValue();
    } catch (NoSuchFileException e) {
      throw new ResultFileException("there is no " + file);
    } catch (JacksonException e) {
      throw new ResultFileException(file + " is not JSON: " + e.getOriginalMessage());
    }
  }
}
