package org.gpicl.web.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gpicl.sweep.CellKey;
import org.gpicl.sweep.SweptSetting;

/** A sweep whose cells a test sets as it likes; what the REST contract says of it follows. */
final class FakeSweep {
  private static final int POINTS = 60;

  final String name;
  final List<String> models;
  final List<Long> tasks;
  final List<Integer> hidden;
  final List<Integer> seeds;
  final Map<String, List<String>> swept;
  final Map<String, FakeCell> cells = new LinkedHashMap<>();
  final List<Map<String, Object>> runs = new ArrayList<>();
  int classes = 10;
  String runOn = "here";
  boolean running;
  boolean waiting;
  Double remaining;
  Map<String, Object> schedule;
  Map<String, Object> boundary;
  Map<String, Object> plateau;

  FakeSweep(
      String name,
      List<String> models,
      List<Long> tasks,
      List<Integer> hidden,
      List<Integer> seeds,
      long steps) {
    this(name, models, tasks, hidden, seeds, Map.of(), steps);
  }

  /**
   * @param swept the values of further settings, in their order; a model has those of its section
   */
  FakeSweep(
      String name,
      List<String> models,
      List<Long> tasks,
      List<Integer> hidden,
      List<Integer> seeds,
      Map<String, List<String>> swept,
      long steps) {
    this.name = name;
    this.swept = swept;
    this.models = models;
    this.tasks = tasks;
    this.hidden = hidden;
    this.seeds = seeds;
    for (String model : models) {
      for (long n : tasks) {
        for (int h : hidden) {
          for (Map<String, String> settings : combinations(model)) {
            seeds.forEach(seed -> put(FakeCell.pending(model, n, h, seed, settings, steps)));
          }
        }
      }
    }
  }

  private List<Map<String, String>> combinations(String model) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : swept.entrySet()) {
      if (!axis.getKey().startsWith(model + ".")) {
        continue;
      }
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> before : all) {
        for (String value : axis.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(before);
          with.put(axis.getKey(), value);
          more.add(with);
        }
      }
      all = more;
    }
    return all;
  }

  private List<Map<String, Object>> axes() {
    return swept.entrySet().stream()
        .map(
            axis ->
                Map.<String, Object>of(
                    "path",
                    axis.getKey(),
                    "heading",
                    CellKey.abbreviation(new SweptSetting(axis.getKey(), "")),
                    "values",
                    axis.getValue()))
        .toList();
  }

  void put(FakeCell cell) {
    cells.put(cell.key(), cell);
  }

  /** Says where the seed of a width crosses twice the chance along the numbers of tasks. */
  void found(String model, int width, int seed, long low, long high) {
    if (boundary == null) {
      boundary = new LinkedHashMap<>(Map.of("axis", "tasks", "metric", "unseen"));
      boundary.put("threshold", "2 x chance");
      boundary.put("crossings", new ArrayList<>());
    }
    Map<String, Object> found = new LinkedHashMap<>();
    found.put("model", model);
    found.put("tasks", null);
    found.put("hidden", width);
    found.put("seed", seed);
    found.put("swept", Map.of());
    found.put("state", "found");
    found.put("low", String.valueOf(low));
    found.put("high", String.valueOf(high));
    List<Object> all = new ArrayList<>((List<?>) boundary.get("crossings"));
    all.add(found);
    boundary.put("crossings", all);
  }

  FakeSweep run(Instant started, Instant ended, String outcome) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("id", runs.size() + 1);
    run.put("startedAt", started.toString());
    run.put("endedAt", ended == null ? null : ended.toString());
    run.put("outcome", outcome);
    run.put("engine", "vector");
    run.put("workers", 2);
    runs.add(0, run);
    return this;
  }

  private long count(String state) {
    return cells.values().stream().filter(cell -> cell.is(state)).count();
  }

  Map<String, Object> summary() {
    double work = 0;
    for (FakeCell cell : cells.values()) {
      work += cell.is("DONE") || cell.is("SKIPPED") ? 1 : (double) cell.step() / cell.steps();
    }
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("name", name);
    summary.put("cells", cells.size());
    summary.put("done", count("DONE"));
    summary.put("failed", count("FAILED"));
    summary.put("quarantined", count("QUARANTINED"));
    summary.put("skipped", count("SKIPPED"));
    summary.put("running", running);
    summary.put("waiting", waiting);
    summary.put("phase", running ? "training" : null);
    summary.put("fraction", work / cells.size());
    summary.put("remainingSeconds", remaining);
    summary.put("lastRun", runs.isEmpty() ? null : runs.get(0));
    summary.put("next", schedule == null ? null : schedule.get("next"));
    summary.put("unreadable", false);
    return summary;
  }

  Map<String, Object> detail() {
    Map<String, Object> detail = summary();
    detail.put("recipe", "notebook");
    detail.put("images", "mnist");
    detail.put("engine", "vector");
    detail.put("runOn", runOn);
    detail.put("classes", classes);
    detail.put("models", models);
    detail.put("tasks", tasks);
    detail.put("hidden", hidden);
    detail.put("seeds", seeds);
    detail.put("swept", axes());
    detail.put("cellsList", List.copyOf(cells.values()));
    detail.put("boundary", boundary);
    detail.put("plateau", plateau);
    detail.put("runs", runs);
    detail.put("schedule", schedule);
    return detail;
  }

  /**
   * @param query may name the folder; otherwise it is the sweep's own
   */
  List<Map<String, Object>> files(String query) {
    return !query.contains("folder=")
        ? List.of(file("results.csv", 12_345), folder("curves", 1))
        : List.of(file("curves/mlp-n1-h8-s0.png", 999));
  }

  private static Map<String, Object> file(String path, long bytes) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("bytes", bytes);
    file.put("changed", "2026-01-01T00:00:00Z");
    file.put("files", null);
    return file;
  }

  private static Map<String, Object> folder(String path, int files) {
    Map<String, Object> folder = file(path, 0);
    folder.put("bytes", null);
    folder.put("files", files);
    return folder;
  }

  Map<String, Object> cell(String key) {
    FakeCell cell = cells.get(key);
    if (cell == null) {
      return null;
    }
    boolean plateau = cell.is("RUNNING") && cell.loss() > 0.98 * Math.log(classes);
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("cell", cell);
    detail.put("classes", classes);
    detail.put("chanceLoss", Math.log(classes));
    detail.put(
        "remark",
        plateau ? String.format("still at ln %d after %,d steps", classes, cell.step()) : null);
    detail.put("points", points(cell));
    detail.put("evaluations", evaluations(cell));
    detail.put(
        "provenance",
        cell.step() == 0
            ? List.of()
            : List.of("steps 0 to " + cell.step() + ": vector, x86-64 with AVX2, JDK 17"));
    return detail;
  }

  private static List<Map<String, Object>> evaluations(FakeCell cell) {
    List<Map<String, Object>> evaluations = new ArrayList<>();
    if (cell.is("DONE")) {
      evaluations.add(evaluation("train", cell.train()));
      evaluations.add(evaluation("seen", cell.seen()));
      evaluations.add(evaluation("unseen", cell.unseen()));
      evaluations.add(evaluation("unseen:fashion-mnist", 0.1 + 0.7 * (cell.unseen() - 0.1)));
    }
    return evaluations;
  }

  private static Map<String, Object> evaluation(String name, double accuracy) {
    return Map.of(
        "name",
        name,
        "accuracy",
        accuracy,
        "loss",
        -Math.log(accuracy),
        "standardError",
        0.011,
        "tasks",
        64);
  }

  /** A plateau at chance and then a fall, as far as the cell has come. */
  private List<Map<String, Object>> points(FakeCell cell) {
    Random random = new Random(cell.key().hashCode());
    double end = cell.seen() == null ? 1.0 / classes : cell.seen();
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      long step = Math.round(Math.pow(cell.steps(), (double) i / POINTS));
      if (step > cell.step() || !points.isEmpty() && step <= (long) last(points).get("step")) {
        continue;
      }
      double learned = 1 / (1 + Math.exp(-(i - 42) / 3.0));
      double accuracy = 1.0 / classes + (end - 1.0 / classes) * learned;
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("step", step);
      point.put(
          "loss",
          Math.log(classes) * (1 - (end - 1.0 / classes) * learned) + 0.02 * random.nextGaussian());
      point.put("train", Math.min(1, accuracy + 0.02 + 0.01 * random.nextGaussian()));
      point.put("seen", i % 3 == 0 ? accuracy : null);
      point.put("learningRate", 0.001);
      points.add(point);
    }
    return points;
  }

  private static Map<String, Object> last(List<Map<String, Object>> points) {
    return points.get(points.size() - 1);
  }
}
