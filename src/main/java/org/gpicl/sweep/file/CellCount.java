package org.gpicl.sweep.file;

import java.util.List;
import java.util.stream.Collectors;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.Keys;
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
    double tasks = settings.get(Keys.TASKS).size();
    double hidden = settings.get(Keys.HIDDEN).size();
    double seeds = settings.get(Keys.SEEDS).size();
    double each = tasks * hidden * seeds;
    double cells = models.stream().mapToDouble(kind -> each * axes.combinations(kind)).sum();
    if (cells > MOST_CELLS) {
      String grid =
          "%d models x %.0f tasks x %.0f hidden sizes x %.0f seeds"
              .formatted(models.size(), tasks, hidden, seeds);
      refuse(
          settings.firstGiven(Keys.SEEDS, Keys.TASKS, Keys.HIDDEN),
          "%s%s are %.0f cells; at most %d".formatted(grid, swept(models), cells, MOST_CELLS));
      return false;
    }
    if (settings.sound(EvaluationKeys.IMAGES)) {
      evaluations(cells, settings.get(EvaluationKeys.IMAGES).size());
    }
    return true;
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
