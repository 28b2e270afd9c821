package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.axis.Axes;
import org.gpicl.sweep.axis.Combination;
import org.gpicl.sweep.axis.Combinations;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/** The settings of every combination of a sweep file's axes, and the cells that they make. */
final class Variants {
  private static final int MANY_CELLS = 1_000;

  /** Combinations that are checked of a file that is known to be refused. */
  private static final int MOST_OF_A_REFUSED = 200;

  private final Settings first;
  private final Axes axes;
  private final boolean bearable;
  private final List<Variant> all = new ArrayList<>();

  /** One combination; its axes concern one model only. */
  private record Variant(List<ModelKind> kinds, Combination combination, Settings settings) {}

  private Variants(Settings first, Axes axes, boolean bearable) {
    this.first = first;
    this.axes = axes;
    this.bearable = bearable;
  }

  /**
   * Reads and checks all combinations; problems are added, never thrown.
   *
   * @param adjust is given the settings of each before they are checked
   */
  static Variants of(Axes axes, Location file, Problems problems, Consumer<Settings> adjust) {
    Settings first = Settings.of(axes.first(), file, problems);
    boolean bearable = new CellCount(first, axes, problems).bearable();
    Variants variants = new Variants(first, axes, bearable);
    if (axes.none() || !bearable) {
      adjust.accept(first);
      variants.add(KeyTable.training(), new Combination(axes.first(), List.of()), first, problems);
      return variants;
    }
    long most = problems.none() ? Long.MAX_VALUE : MOST_OF_A_REFUSED;
    for (ModelKind kind : first.get(Keys.MODELS)) {
      List<TrainingKeys> keys = List.of(KeyTable.training(kind));
      Combinations combinations =
          new Combinations(axes, kind, first.find(Keys.RECIPE).orElse(null), problems);
      for (Combination combination : combinations.all()) {
        if (variants.all.size() >= most) {
          break;
        }
        Map<Key<?>, YamlValue> values = new HashMap<>(combination.values());
        values.put(Keys.MODELS, new YamlValue.Scalar(first.where(Keys.MODELS), kind.key(), true));
        Settings settings = first.with(values, problems);
        adjust.accept(settings);
        variants.add(keys, combination, settings, problems);
      }
    }
    return variants;
  }

  private void add(
      List<TrainingKeys> keys, Combination combination, Settings settings, Problems problems) {
    Checks.run(settings, keys, axes, problems);
    all.add(
        new Variant(
            keys.stream().map(TrainingKeys::kind).filter(settings::trains).toList(),
            combination,
            settings));
  }

  /** Whether its cells are known to be few enough to be made. */
  boolean bearable() {
    return bearable;
  }

  /** Whether its cells are so many that a file with mistakes should not wait for them. */
  boolean many() {
    long each =
        (long) first.get(Keys.TASKS).size()
            * first.get(Keys.HIDDEN).size()
            * first.get(Keys.SEEDS).size();
    return each * all.size() > MANY_CELLS;
  }

  /** The settings of the first values, for what is the same in all combinations. */
  Settings first() {
    return first;
  }

  /** Those of the first values, then of all combinations. */
  List<Settings> settings() {
    return Stream.concat(Stream.of(first), all.stream().map(Variant::settings)).toList();
  }

  /** Cells in grid order, with their evaluations. */
  record Cells(List<Cell> cells, Map<String, List<EvaluationSet>> evaluations) {}

  /** Expands all combinations; a problem is added if two cells would be the same training. */
  Cells cells(int numerics, Problems problems) {
    List<Cell> cells = new ArrayList<>();
    Map<String, List<EvaluationSet>> evaluations = new HashMap<>();
    long most = problems.none() ? Long.MAX_VALUE : MOST_OF_A_REFUSED;
    for (ModelKind kind : first.get(Keys.MODELS)) {
      List<Cell> ofKind = new ArrayList<>();
      for (Variant variant : all) {
        if (variant.kinds().contains(kind)) {
          Expansion expansion = new Expansion(variant.settings(), numerics);
          List<Cell> some = expansion.cells(kind, variant.combination().swept());
          evaluations.putAll(expansion.evaluations(some));
          ofKind.addAll(some);
        }
      }
      cells.addAll(inGridOrder(ofKind));
    }
    new SameCells(axes, first.where(Keys.NAME), problems).refuse(cells);
    return new Cells(cells, evaluations);
  }

  /** By number of tasks, then hidden size, each in the order in which they first appear. */
  private static List<Cell> inGridOrder(List<Cell> cells) {
    Map<Long, Integer> tasks = places(cells.stream().map(Cell::tasks).toList());
    Map<Integer, Integer> hidden = places(cells.stream().map(Cell::hidden).toList());
    return cells.stream()
        .sorted(
            Comparator.comparingInt((Cell cell) -> tasks.get(cell.tasks()))
                .thenComparingInt(cell -> hidden.get(cell.hidden())))
        .toList();
  }

  private static <T> Map<T, Integer> places(List<T> values) {
    Map<T, Integer> places = new HashMap<>();
    new LinkedHashSet<>(values).forEach(value -> places.put(value, places.size()));
    return places;
  }
}
