package org.gpicl.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a sweep differs from the one stored under its name.
 *
 * @param changes what differs in cells that both have, and would change their results
 */
public record SweepDifference(List<Change> changes) {

  /** The value of a setting or an evaluation that one side lacks. */
  public static final String NONE = "none";

  /**
   * A setting that changes in the same way in some cells.
   *
   * @param setting such as {@code learningRate}, or {@code evaluation} for a whole one
   * @param from the stored value, or {@link #NONE}
   * @param to the new value, or {@link #NONE}
   * @param keys of the cells, in grid order
   */
  public record Change(String setting, String from, String to, List<String> keys) {

    /** A line such as {@code learningRate: 0.01 -> 0.003 changes 18 of 40 cells}. */
    public String line(int cells) {
      return "%s: %s -> %s changes %d of %d cells".formatted(setting, from, to, keys.size(), cells);
    }
  }

  /** The difference from the stored sweep to the new one. */
  public static SweepDifference between(Sweep stored, Sweep current) {
    Map<String, Cell> before =
        stored.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity()));
    Grouping trainings = new Grouping();
    for (Cell cell : current.cells()) {
      Cell old = before.get(cell.key());
      if (old != null) {
        trainings.compare(cell.key(), old.settings(), cell.settings());
      }
    }
    return new SweepDifference(trainings.changes());
  }

  /**
   * The differences between the settings of matched cells of two sweeps, including their
   * evaluations. Different seeds do not count as a difference.
   *
   * @param matched maps cells of the first sweep to cells of the second
   */
  public static List<Change> ofMatched(Sweep first, Sweep second, Map<Cell, Cell> matched) {
    Grouping sameSeeds = new Grouping();
    Grouping otherSeeds = new Grouping();
    matched.forEach(
        (one, other) -> {
          Grouping grouping = one.seed() == other.seed() ? sameSeeds : otherSeeds;
          grouping.compare(one.key(), one.settings(), other.settings());
          compareEvaluations(
              one.key(), first.evaluations(one), second.evaluations(other), grouping);
        });
    List<Change> changes = new ArrayList<>(sameSeeds.changes());
    otherSeeds.changes().stream()
        .filter(change -> !change.setting().toLowerCase(Locale.ROOT).endsWith("seed"))
        .forEach(changes::add);
    return changes;
  }

  /** Keys of the cells that both sweeps have and that would be trained differently. */
  public Set<String> changed() {
    return changes.stream()
        .flatMap(change -> change.keys().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static void compareEvaluations(
      String cell, List<EvaluationSet> stored, List<EvaluationSet> current, Grouping grouping) {
    Map<String, EvaluationSet> before = byName(stored);
    Map<String, EvaluationSet> after = byName(current);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      if (!after.containsKey(name)) {
        grouping.add("evaluation", name, NONE, cell);
      } else if (!before.containsKey(name)) {
        grouping.add("evaluation", NONE, name, cell);
      } else {
        grouping.compare(cell, before.get(name).settings(), after.get(name).settings());
      }
    }
  }

  private static Map<String, EvaluationSet> byName(List<EvaluationSet> sets) {
    return sets.stream().collect(Collectors.toMap(EvaluationSet::identity, Function.identity()));
  }

  /** Gathers the cells in which a setting changes in the same way. */
  private static final class Grouping {
    private final Map<List<String>, List<String>> keys = new LinkedHashMap<>();

    void compare(String cell, Map<String, String> before, Map<String, String> after) {
      Set<String> settings = new LinkedHashSet<>(before.keySet());
      settings.addAll(after.keySet());
      for (String setting : settings) {
        String from = before.getOrDefault(setting, NONE);
        String to = after.getOrDefault(setting, NONE);
        if (!from.equals(to)) {
          add(setting, from, to, cell);
        }
      }
    }

    void add(String setting, String from, String to, String cell) {
      keys.computeIfAbsent(List.of(setting, from, to), k -> new ArrayList<>()).add(cell);
    }

    List<Change> changes() {
      List<Change> changes = new ArrayList<>();
      keys.forEach(
          (change, cells) ->
              changes.add(
                  new Change(change.get(0), change.get(1), change.get(2), List.copyOf(cells))));
      return List.copyOf(changes);
    }
  }
}
