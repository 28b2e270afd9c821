package org.gpicl.sweep.file;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.axis.Axis;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SearchKeys;
import org.gpicl.sweep.yaml.Problems;

/** Refuses more cells than a sweep may have, before any of them is made. */
final class CellCount {
  static final int MOST_CELLS = 100_000;
  private static final int MOST_EVALUATIONS = 10 * MOST_CELLS;

  private final Settings settings;
  private final Axes axes;
  private final Problems problems;

  /**
   * @param settings of the first values
   */
  CellCount(Settings settings, Axes axes, Problems problems) {
    this.settings = settings;
    this.axes = axes;
    this.problems = problems;
  }

  /** Whether there are few enough; otherwise a problem was added. */
  boolean bearable() {
    if (!settings.sound(Keys.MODELS, Keys.TASKS, Keys.HIDDEN, Keys.SEEDS)) {
      return false;
    }
    List<ModelKind> models = settings.get(Keys.MODELS);
    double each = (double) count(Keys.TASKS) * count(Keys.HIDDEN) * count(Keys.SEEDS);
    double cells = models.stream().mapToDouble(kind -> each * axes.combinations(kind)).sum();
    if (cells > MOST_CELLS) {
      String grid =
          Stream.of(
                  counted(models.size(), "model"),
                  counted(count(Keys.TASKS), "number of tasks"),
                  counted(count(Keys.HIDDEN), "hidden size"),
                  counted(count(Keys.SEEDS), "seed"))
              .collect(Collectors.joining(" x "));
      Key<?> largest = largest(models);
      problems.add(
          axes.where(largest).orElseGet(() -> settings.where(largest)),
          largest.path(),
          "%s%s are %.0f cells; at most %d".formatted(grid, swept(models), cells, MOST_CELLS));
      return false;
    }
    if (settings.sound(EvaluationKeys.IMAGES)) {
      evaluations(cells, settings.get(EvaluationKeys.IMAGES).size());
    }
    return true;
  }

  private int count(Key<List<Long>> key) {
    return settings.get(key).size();
  }

  private static String counted(long count, String one) {
    return count + " " + (count == 1 ? one : one.replaceFirst("(?= of|$)", "s"));
  }

  /** The key that has most values; of several, the first, seeds before tasks before hidden. */
  private Key<?> largest(List<ModelKind> models) {
    Key<?> largest = settings.firstGiven(Keys.SEEDS, Keys.TASKS, Keys.HIDDEN);
    long most = 0;
    for (Key<List<Long>> key : List.of(Keys.SEEDS, Keys.TASKS, Keys.HIDDEN)) {
      if (settings.isGiven(key) && count(key) > most) {
        largest = key;
        most = count(key);
      }
    }
    for (ModelKind kind : models) {
      for (Axis axis : axes.of(kind)) {
        if (axis.points().size() > most) {
          largest = key(axis);
          most = axis.points().size();
        }
      }
    }
    return axes.searches(largest) ? SearchKeys.TO : largest;
  }

  /** The key that says how many points an axis has. */
  private static Key<?> key(Axis axis) {
    return switch (axis.form()) {
      case LIST, TOGETHER, BOUNDARY -> axis.keys().get(0);
      case SAMPLE -> Keys.SAMPLE_COUNT;
    };
  }

  private String swept(List<ModelKind> models) {
    String each =
        models.stream()
            .filter(kind -> axes.combinations(kind) > 1)
            .map(kind -> axes.sizes(kind) + " for " + kind.key())
            .collect(Collectors.joining("; "));
    return each.isEmpty() ? "" : " x (" + each + ")";
  }

  private void evaluations(double cells, int sets) {
    if (cells * sets > MOST_EVALUATIONS) {
      refuse(
          EvaluationKeys.IMAGES,
          "%.0f cells x %d image sets are %.0f evaluations; at most %d"
              .formatted(cells, sets, cells * sets, MOST_EVALUATIONS));
    }
  }

  private void refuse(Key<?> key, String message) {
    problems.add(settings.where(key), key.path(), message);
  }
}
