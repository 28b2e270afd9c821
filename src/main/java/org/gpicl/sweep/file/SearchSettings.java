package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Halving;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SearchKeys;
import org.gpicl.sweep.type.Threshold;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue.Items;

/** Makes the search of a sweep from its settings. */
final class SearchSettings {
  private static final Threshold TWICE_CHANCE = new Threshold(2, true);
  private static final double HALF = 0.5;

  private final Settings settings;
  private final Axes axes;
  private final Problems problems;

  SearchSettings(Settings settings, Axes axes, Problems problems) {
    this.settings = settings;
    this.axes = axes;
    this.problems = problems;
  }

  /** Whether there is a search, and cells to check it with although something else is wrong. */
  boolean canBeChecked() {
    return (isGiven(SearchKeys.AXIS.section()) || isGiven(SearchKeys.AT.section()))
        && problems.areAll(KeyTable::leavesCells);
  }

  /** What the file asks for; checked with the cells that it makes. */
  Search of(Variants.Cells cells) {
    boolean boundary = isGiven(SearchKeys.AXIS.section());
    boolean halving = isGiven(SearchKeys.AT.section());
    if (boundary && halving) {
      refuse(
          SearchKeys.AT,
          "excludes boundary, whose results need whole trainings; remove one of them");
    } else if (boundary) {
      return boundary(cells);
    } else if (halving) {
      return halving(cells.cells());
    }
    return new Search.Everything();
  }

  private boolean isGiven(String section) {
    return settings.given().stream().anyMatch(key -> key.section().equals(section));
  }

  private Search boundary(Variants.Cells cells) {
    String metric = settings.find(SearchKeys.METRIC).orElse(EvaluationSet.UNSEEN);
    boolean known =
        metric.equals("seen")
            || cells.evaluations().values().stream()
                .allMatch(sets -> sets.stream().anyMatch(set -> set.name().equals(metric)));
    if (!known) {
      refuse(
          SearchKeys.METRIC,
          metric + " is not evaluated; add its image set to evaluate.images, or use unseen");
    }
    Threshold above = settings.find(SearchKeys.ABOVE).orElse(TWICE_CHANCE);
    return settings
        .find(SearchKeys.AXIS)
        .<Search>map(axis -> new Boundary(axis, metric, above.value(), above.timesChance()))
        .orElseGet(Search.Everything::new);
  }

  private Halving halving(List<Cell> cells) {
    List<Long> rungs = settings.find(SearchKeys.AT).orElse(List.of());
    Halving halving =
        new Halving(
            rungs,
            settings.find(SearchKeys.KEPT).orElse(HALF),
            settings.find(SearchKeys.BY).orElse(Halving.By.LOSS),
            settings.find(SearchKeys.PLATEAU).filter(p -> p == SearchKeys.Plateau.DROP).isPresent(),
            axes.of(Keys.TASKS).isPresent(),
            axes.of(Keys.HIDDEN).isPresent());
    // Samples are few while a file is tried out.
    boolean compete =
        rungs.isEmpty()
            || isGiven(Keys.SAMPLE_COUNT.section())
            || settings.get(Keys.MODELS).stream().anyMatch(kind -> halving.hasRivals(kind, cells));
    if (!compete) {
      refuse(
          SearchKeys.AT,
          "has nothing to choose from: a cell competes with those of the same model, tasks, hidden"
              + " and seed; let another setting vary, such as transformer.learningRate, or draw"
              + " tasks or hidden");
    }
    for (int k = 0; k < rungs.size(); k++) {
      List<String> wrong = new ArrayList<>();
      if (k > 0 && rungs.get(k) < rungs.get(k - 1)) {
        wrong.add(rungs.get(k) + " comes after a later step; let them ascend");
      }
      for (ModelKind kind : settings.get(Keys.MODELS)) {
        problem(rungs.get(k), kind, cells, halving).ifPresent(wrong::add);
      }
      if (!wrong.isEmpty()) {
        problems.add(where(k), SearchKeys.AT.path(), String.join("; ", wrong));
      }
    }
    return halving;
  }

  /** The place of one of the steps. */
  private Location where(int rung) {
    return axes.single().get(SearchKeys.AT) instanceof Items items
        ? items.values().get(rung).at()
        : settings.where(SearchKeys.AT);
  }

  /** The problem of the first cell of a model that cannot be judged at a step. */
  private Optional<String> problem(long rung, ModelKind kind, List<Cell> cells, Halving halving) {
    return cells.stream()
        .filter(cell -> cell.kind() == kind)
        .filter(cell -> rung >= cell.spec().steps() || rung % cell.evaluateEvery() != 0)
        .findFirst()
        .map(cell -> problem(rung, cell) + withoutRivals(kind, cells, halving));
  }

  private String problem(long rung, Cell cell) {
    return rung >= cell.spec().steps()
        ? "%d is not before the end of %s, which has %d steps"
            .formatted(rung, cell.key(), cell.spec().steps())
        : "%s is not evaluated at step %d, only every %d steps; choose multiples of that, or set %s"
            .formatted(cell.key(), rung, cell.evaluateEvery(), evaluateEvery(cell.kind()));
  }

  /** The key that says how often a model is evaluated: the one that is given, or its own. */
  private Key<?> evaluateEvery(ModelKind kind) {
    Key<?> own = KeyTable.training(kind).evaluateEvery();
    boolean common = axes.where(own).isEmpty() && axes.where(EvaluationKeys.EVERY).isPresent();
    return common ? EvaluationKeys.EVERY : own;
  }

  private String withoutRivals(ModelKind kind, List<Cell> cells, Halving halving) {
    List<ModelKind> others =
        settings.get(Keys.MODELS).stream().filter(other -> other != kind).toList();
    return others.isEmpty() || halving.hasRivals(kind, cells)
        ? ""
        : " (no %s has others to compete with; models: %s leaves them out)"
            .formatted(kind.key(), others.get(0).key());
  }

  private void refuse(Key<?> key, String message) {
    problems.add(settings.where(key), key.path(), message);
  }
}
