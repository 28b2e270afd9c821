package org.gpicl.report;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.SearchedBoundary;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.CurvePoint;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page's data, as JSON that is safe inside a script element. Curves of large sweeps are thinned
 * until they fit; {@code curves.csv} and {@code results.csv} have every point.
 */
final class PageData {
  private static final List<Integer> POINTS = List.of(400, 200, 100, 50, 25, 12, 0);

  private final Grid grid;
  private final int points;

  /** Not maps: those of {@code Map.of} have another order in another process. */
  private record PageModel(String key, String title) {}

  private record PageSet(String name, String title) {}

  private PageData(Grid grid, int points) {
    this.grid = grid;
    this.points = points;
  }

  /** Writes at most so many bytes, unless the grid alone takes more. */
  static void write(Grid grid, int bytes, OutputStream out) {
    int points =
        POINTS.stream().filter(some -> new PageData(grid, some).fits(bytes)).findFirst().orElse(0);
    new PageData(grid, points).writeTo(out);
  }

  private boolean fits(int bytes) {
    try {
      writeTo(new LimitedOutput(bytes));
      return true;
    } catch (JacksonException more) {
      return false;
    }
  }

  /** Plain ASCII without angle brackets and ampersands: nothing in it can end its element. */
  private void writeTo(OutputStream out) {
    JsonMapper.builder().build().writeValue(new HarmlessText(out), page());
  }

  private Map<String, Object> page() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("name", grid.sweep().name());
    page.put("recipe", grid.sweep().recipe().key());
    page.put("suffix", grid.sweep().outputSuffix());
    page.put("chance", grid.chance());
    page.put("points", points);
    page.put("seeds", grid.seeds());
    page.put("tasks", grid.tasks());
    page.put("taskLabels", Labels.tasks(grid.tasks()));
    page.put("hidden", grid.hidden());
    page.put(
        "models",
        grid.models().stream().map(kind -> new PageModel(kind.key(), kind.title())).toList());
    if (!grid.sweep().swept().isEmpty()) {
      page.put("swept", grid.sweep().swept());
    }
    List<PageSet> sets = new ArrayList<>();
    for (String name : grid.evaluationNames()) {
      String title = name.equals(Evaluation.TRAIN) ? "train" : grid.title(name);
      sets.add(new PageSet(name, title));
    }
    page.put("sets", sets);
    Crossings.of(grid)
        .map(SearchedBoundary::of)
        .ifPresent(boundary -> page.put("boundary", boundary));
    // One after the other while they are written: of 100,000 cells they would fill the memory.
    page.put("cells", grid.outcomes().stream().map(this::cell).iterator());
    return page;
  }

  private Map<String, Object> cell(CellOutcome outcome) {
    Cell cell = outcome.cell();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("key", cell.key());
    values.put("model", cell.kind().key());
    values.put("tasks", cell.tasks());
    values.put("hidden", cell.hidden());
    values.put("seed", cell.seed());
    if (!cell.swept().isEmpty()) {
      Map<String, String> swept = new LinkedHashMap<>();
      cell.swept().forEach(setting -> swept.put(setting.path(), setting.value()));
      values.put("swept", swept);
    }
    values.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    values.put("step", outcome.step());
    values.put("steps", cell.spec().steps());
    if (!outcome.failure().isEmpty()) {
      values.put("failure", outcome.failure());
    }
    Map<String, Object> accuracy = new LinkedHashMap<>();
    Map<String, Object> error = new LinkedHashMap<>();
    Map<String, Object> byPosition = new LinkedHashMap<>();
    for (Evaluation evaluation : grid.evaluations(outcome)) {
      accuracy.put(evaluation.name(), exact(evaluation.accuracy()));
      if (evaluation.error().known()) {
        error.put(evaluation.name(), evaluation.error().ofAccuracy());
      }
      double[] positions = evaluation.accuracyByPosition();
      double[] errors = evaluation.error().byPosition();
      if (positions.length > 1 && points > 0) {
        byPosition.put(
            evaluation.name(),
            chosen(positions.length).stream()
                .map(
                    i ->
                        i < errors.length
                            ? List.of(i + 1, rounded(positions[i]), rounded(errors[i]))
                            : List.of(i + 1, rounded(positions[i])))
                .toList());
      }
    }
    values.put("accuracy", accuracy);
    if (!error.isEmpty()) {
      values.put("error", error);
    }
    values.put("byPosition", byPosition);
    List<CurvePoint> curve =
        chosen(outcome.curve().size()).stream().map(outcome.curve()::get).toList();
    values.put("curve", curve(curve));
    return values;
  }

  private static Map<String, Object> curve(List<CurvePoint> curve) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("step", curve.stream().map(CurvePoint::step).toList());
    columns.put("loss", column(curve, CurvePoint::loss));
    columns.put("train", column(curve, CurvePoint::trainAccuracy));
    columns.put("seen", column(curve, CurvePoint::seenAccuracy));
    return columns;
  }

  private static List<Object> column(List<CurvePoint> curve, ToDoubleFunction<CurvePoint> value) {
    return curve.stream().map(point -> rounded(value.applyAsDouble(point))).toList();
  }

  /** Evenly spaced indices, the first and the last among them. */
  private List<Integer> chosen(int count) {
    int kept = Math.min(count, points);
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < kept; i++) {
      indices.add(kept == 1 ? count - 1 : (int) ((long) i * (count - 1) / (kept - 1)));
    }
    return indices;
  }

  /** JSON has no NaN; a string is not drawn and is shown as it is. */
  private static Object exact(double value) {
    return Double.isFinite(value) ? value : (Object) String.valueOf(value);
  }

  /** For what is drawn; a number that is written must not be rounded twice. */
  private static Object rounded(double value) {
    return exact(Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : value);
  }
}
