package org.gpicl.report.paper;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;

/** Sentences about the cells of a figure: how many, how they were evaluated, how sure that is. */
final class CaptionFacts {
  private final Grid grid;
  private final List<CellOutcome> shown;

  /**
   * @param shown the cells of the figure
   */
  CaptionFacts(Grid grid, List<CellOutcome> shown) {
    this.grid = grid;
    this.shown = shown;
  }

  /** Such as "the seeds 0, 1 and 2". */
  String seeds() {
    List<String> seeds =
        shown.stream().map(o -> o.cell().seed()).distinct().map(String::valueOf).toList();
    return seeds.size() == 1 ? "seed " + seeds.get(0) : "the seeds " + Labels.list(seeds);
  }

  boolean severalSeeds() {
    return shown.stream().map(o -> o.cell().seed()).distinct().count() > 1;
  }

  /** The accuracy of guessing. */
  String chance() {
    return guessing("Chance is %.2f (%d classes).", "Chance is 1 over the number of classes.");
  }

  /** Its loss. */
  String lossOfGuessing() {
    return guessing(
        "The loss of guessing is ln %2$d.",
        "The loss of guessing is the logarithm of the number of classes.");
  }

  private String guessing(String alike, String otherwise) {
    Set<Integer> classes =
        shown.stream().map(o -> o.cell().model().classes()).collect(Collectors.toSet());
    int any = classes.isEmpty() ? 1 : classes.iterator().next();
    return classes.size() == 1 ? String.format(Locale.ROOT, alike, 1.0 / any, any) : otherwise;
  }

  /** Of each model, on what its accuracies were measured. */
  List<String> evaluated(String evaluation) {
    Map<ModelKind, List<SetSpec>> byModel = new EnumMap<>(ModelKind.class);
    for (CellOutcome outcome : shown) {
      Cell cell = outcome.cell();
      List<SetSpec> sets = byModel.computeIfAbsent(cell.kind(), none -> new ArrayList<>());
      if (evaluation.equals(Evaluation.SEEN)) {
        sets.add(cell.seen());
      } else {
        grid.sweep().evaluations(cell).stream()
            .filter(set -> set.name().equals(evaluation))
            .forEach(set -> sets.add(set.set()));
      }
    }
    List<String> sentences = new ArrayList<>();
    byModel.forEach(
        (kind, sets) -> {
          if (!sets.isEmpty()) {
            sentences.add(
                "Each accuracy of the %s on %s tasks is over %s."
                    .formatted(kind.title(), grid.title(evaluation), size(sets)));
          }
        });
    return sentences;
  }

  private static String size(List<SetSpec> sets) {
    // Items go through the tasks in order: where there are fewer, not every task has one.
    String tasks = range(sets, set -> Math.min(set.tasks(), set.items()), "task", "tasks");
    String items = range(sets, SetSpec::items, "image", "images");
    return sets.get(0).examples() instanceof Examples.Samples
        ? "%s from %s".formatted(items, tasks)
        : "%s of %s from %s"
            .formatted(
                range(sets, SetSpec::items, "sequence", "sequences"),
                range(sets, SetSpec::length, "image", "images"),
                tasks);
  }

  /** Such as "1 to 4,096 tasks". */
  private static String range(
      List<SetSpec> sets, ToLongFunction<SetSpec> number, String one, String many) {
    LongSummaryStatistics all = sets.stream().mapToLong(number).summaryStatistics();
    String most = Labels.count(all.getMax(), one, many);
    return all.getMin() == all.getMax() ? most : Labels.grouped(all.getMin()) + " to " + most;
  }

  /** How far accuracies may be off; nothing if no error is known. */
  List<String> errors(List<String> evaluations) {
    OptionalDouble most =
        shown.stream()
            .flatMap(outcome -> evaluations.stream().flatMap(e -> outcome.evaluation(e).stream()))
            .filter(evaluation -> evaluation.error().known())
            .mapToDouble(evaluation -> evaluation.error().ofAccuracy())
            .max();
    return most.isEmpty()
        ? List.of()
        : List.of(
            "The standard error of one training's accuracy, over evaluation tasks, is at most %.3f."
                .formatted(Math.ceil(most.getAsDouble() * 1000) / 1000));
  }

  /** How many cells there are, and what has become of them. */
  List<String> cells() {
    long done = count(CellStatus.DONE);
    long failed = shown.stream().filter(outcome -> outcome.status().failed()).count();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "%s of %s finished."
            .formatted(
                Labels.grouped(done), Labels.count(shown.size(), "training is", "trainings are")));
    if (failed > 0) {
      sentences.add("A cross marks what failed (%s).".formatted(Labels.grouped(failed)));
    }
    return sentences;
  }

  private long count(CellStatus status) {
    return shown.stream().filter(outcome -> outcome.status() == status).count();
  }
}
