package org.gpicl.report.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.key.KeyTable;

/**
 * Which cells of two sweeps belong together. What both vary has to have the same value. Of what
 * only one varies, the other has one value, given or by default: the partner has the same.
 */
final class Partners {
  private final List<String> both;
  private final Set<String> onlyFirst;
  private final Set<String> onlySecond;

  /** Of the settings that two sweeps vary. */
  Partners(List<String> first, List<String> second) {
    this.both = first.stream().filter(second::contains).toList();
    this.onlyFirst = without(first, both);
    this.onlySecond = without(second, both);
  }

  private static Set<String> without(List<String> all, List<String> some) {
    return all.stream().filter(path -> !some.contains(path)).collect(Collectors.toSet());
  }

  /** What either varies, in the order of a sweep file's keys. */
  List<String> swept() {
    return KeyTable.ALL.keySet().stream()
        .filter(
            path -> both.contains(path) || onlyFirst.contains(path) || onlySecond.contains(path))
        .toList();
  }

  /** What two partners have of that. */
  List<SweptSetting> swept(Cell first, Cell second) {
    List<SweptSetting> swept = new ArrayList<>();
    for (String path : swept()) {
      first
          .swept(path)
          .or(() -> second.swept(path))
          .ifPresent(value -> swept.add(new SweptSetting(path, value)));
    }
    return List.copyOf(swept);
  }

  /**
   * Pairs of cells, in the order of the first, none of which has two partners.
   *
   * @param base what partners have in common beside the settings that a sweep varies
   */
  Map<Cell, Cell> of(List<Cell> first, List<Cell> second, Function<Cell, Object> base) {
    Map<Object, List<Cell>> ofFirst = groups(first, base);
    Map<Object, List<Cell>> ofSecond = groups(second, base);
    Set<String> varied = varied(ofFirst, onlyFirst);
    varied.addAll(varied(ofSecond, onlySecond));
    Map<Cell, Cell> partners = new HashMap<>();
    ofFirst.forEach(
        (group, cells) -> {
          Map<Object, Cell> others = new HashMap<>();
          for (Cell other : ofSecond.getOrDefault(group, List.of())) {
            others.putIfAbsent(values(other, varied), other);
          }
          for (Cell cell : cells) {
            Cell other = others.isEmpty() ? null : others.remove(values(cell, varied));
            if (other != null) {
              partners.put(cell, other);
            }
          }
        });
    Map<Cell, Cell> inOrder = new LinkedHashMap<>();
    first.stream().filter(partners::containsKey).forEach(c -> inOrder.put(c, partners.get(c)));
    return inOrder;
  }

  private Map<Object, List<Cell>> groups(List<Cell> cells, Function<Cell, Object> base) {
    return cells.stream()
        .collect(
            Collectors.groupingBy(
                cell -> List.of(base.apply(cell), both.stream().map(cell::swept).toList()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  /**
   * The settings of cells that go with what only one sweep varies: those in which cells differ that
   * otherwise are alike or, where a sample has no two of these, in which any cells differ.
   */
  private static Set<String> varied(Map<Object, List<Cell>> groups, Set<String> paths) {
    Set<String> varied = new TreeSet<>();
    List<Cell> all = new ArrayList<>();
    for (List<Cell> group : groups.values()) {
      List<Cell> varying = group.stream().filter(cell -> hasAny(cell, paths)).toList();
      varied.addAll(different(varying));
      all.addAll(varying);
    }
    return varied.isEmpty() ? different(all) : varied;
  }

  private static boolean hasAny(Cell cell, Set<String> paths) {
    return cell.swept().stream().map(SweptSetting::path).anyMatch(paths::contains);
  }

  private static Set<String> different(List<Cell> cells) {
    Map<String, Set<String>> values = new HashMap<>();
    if (cells.size() > 1) {
      for (Cell cell : cells) {
        cell.settings()
            .forEach((key, v) -> values.computeIfAbsent(key, none -> new HashSet<>()).add(v));
      }
    }
    return values.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(Map.Entry::getKey)
        .filter(key -> !key.toLowerCase(Locale.ROOT).endsWith("seed"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Object values(Cell cell, Set<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, String> values = new HashMap<>(cell.settings());
    values.keySet().retainAll(keys);
    return values;
  }
}
