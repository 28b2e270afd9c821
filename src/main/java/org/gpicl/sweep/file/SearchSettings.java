package org.gpicl.sweep.file;

import java.util.List;
import org.gpicl.sweep.Boundary;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Halving;
import org.gpicl.sweep.Search;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SearchKeys;
import org.gpicl.sweep.type.Threshold;
import org.gpicl.sweep.yaml.Problems;

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

  /** What the file asks for; checked with the cells that it makes. */
  Search of(Variants.Cells cells) {
    boolean boundary = settings.isGiven(SearchKeys.AXIS);
    boolean halving = isGiven(SearchKeys.AT.section());
    if (boundary && halving) {
      refuse(
          SearchKeys.AT,
          "excludes boundary, whose results need whole trainings; remove one of them");
    } else if (boundary) {
      return boundary(cells);
    } else if (halving) {
      return halving(cells);
    }
    return new Search.Everything();
  }

  private boolean isGiven(String section) {
    return settings.given().stream().anyMatch(key -> key.section().equals(section));
  }

  private Boundary boundary(Variants.Cells cells) {
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
    return new Boundary(settings.get(SearchKeys.AXIS), metric, above.value(), above.timesChance());
  }

  private Halving halving(Variants.Cells cells) {
    if (!settings.isGiven(SearchKeys.AT)) {
      refuse(SearchKeys.AT, "missing; halving needs its steps, as in at: [500, 1000]");
      return new Halving(List.of(), HALF, Halving.By.LOSS, false, false, false);
    }
    List<Long> rungs = settings.get(SearchKeys.AT);
    for (int k = 1; k < rungs.size(); k++) {
      if (rungs.get(k) < rungs.get(k - 1)) {
        refuse(SearchKeys.AT, rungs.get(k) + " comes after a later step; let them ascend");
      }
    }
    for (long rung : rungs) {
      cells.cells().stream()
          .filter(cell -> rung >= cell.spec().steps() || rung % cell.evaluateEvery() != 0)
          .findFirst()
          .ifPresent(cell -> refuse(SearchKeys.AT, problem(rung, cell)));
    }
    return new Halving(
        rungs,
        settings.find(SearchKeys.KEPT).orElse(HALF),
        settings.find(SearchKeys.BY).orElse(Halving.By.LOSS),
        settings.find(SearchKeys.PLATEAU).filter(p -> p == SearchKeys.Plateau.DROP).isPresent(),
        axes.of(Keys.TASKS).isPresent(),
        axes.of(Keys.HIDDEN).isPresent());
  }

  private static String problem(long rung, Cell cell) {
    return rung >= cell.spec().steps()
        ? "%d is not before the end of %s, which has %d steps"
            .formatted(rung, cell.key(), cell.spec().steps())
        : "%s is not evaluated at step %d, only every %d steps; choose multiples of that"
            .formatted(cell.key(), rung, cell.evaluateEvery());
  }

  private void refuse(Key<?> key, String message) {
    problems.add(settings.where(key), key.path(), message);
  }
}
