package org.gpicl.report.grid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;

/**
 * Outcomes arranged on some axes, apart for each combination of the others. Seeds stay together
 * unless they are an axis; so do settings that follow from what is apart already, such as a
 * learning rate that was given together with each hidden size.
 */
public final class Pivot {
  private final List<GridAxis> on;
  private final List<GridAxis> apart;
  private final List<GridAxis> following;
  private final Map<List<String>, Map<List<String>, List<CellOutcome>>> combinations =
      new LinkedHashMap<>();

  private Pivot(List<GridAxis> on, List<GridAxis> apart, List<GridAxis> following) {
    this.on = on;
    this.apart = apart;
    this.following = following;
  }

  /**
   * Arranges those outcomes that have a value on every chosen axis.
   *
   * @param on the chosen axes
   * @param first the axes whose combinations come first, in their order
   */
  public static Pivot of(
      GridAxes axes, List<CellOutcome> outcomes, List<GridAxis> on, List<GridAxis> first) {
    List<CellOutcome> placed =
        outcomes.stream()
            .filter(outcome -> on.stream().allMatch(axis -> axis.of(outcome.cell()).isPresent()))
            .toList();
    List<Cell> cells = placed.stream().map(CellOutcome::cell).toList();
    List<GridAxis> apart = new ArrayList<>();
    List<GridAxis> following = new ArrayList<>();
    Stream<GridAxis> others =
        axes.all().stream()
            .filter(axis -> !axis.name().equals(GridAxis.SEED))
            .filter(axis -> !on.contains(axis) && !first.contains(axis));
    for (GridAxis axis : Stream.concat(first.stream(), others).toList()) {
      boolean varies = !follows(axis, List.of(), cells);
      if (varies
          && (first.contains(axis)
              || !follows(axis, Stream.concat(on.stream(), apart.stream()).toList(), cells))) {
        apart.add(axis);
      } else if (varies) {
        following.add(axis);
      }
    }
    Pivot pivot = new Pivot(present(on, cells), apart, following);
    for (CellOutcome outcome : placed) {
      pivot
          .combinations
          .computeIfAbsent(values(apart, outcome.cell()), none -> new HashMap<>())
          .computeIfAbsent(values(on, outcome.cell()), none -> new ArrayList<>())
          .add(outcome);
    }
    return pivot;
  }

  /** Whether cells that agree in some axes agree in another one, too. */
  private static boolean follows(GridAxis axis, List<GridAxis> some, List<Cell> cells) {
    Map<List<String>, String> seen = new HashMap<>();
    for (Cell cell : cells) {
      String value = axis.of(cell).orElse("");
      if (!Objects.requireNonNullElse(seen.putIfAbsent(values(some, cell), value), value)
          .equals(value)) {
        return false;
      }
    }
    return true;
  }

  private static List<GridAxis> present(List<GridAxis> axes, List<Cell> cells) {
    return axes.stream().map(axis -> axis.among(GridAxis.of(axis.name(), cells).values())).toList();
  }

  private static List<String> values(List<GridAxis> axes, Cell cell) {
    return axes.stream().map(axis -> axis.of(cell).orElse("")).toList();
  }

  /** One of the chosen axes, with the values that are left. */
  public GridAxis on(int which) {
    return on.get(which);
  }

  /** The axes whose combinations are apart. */
  public List<GridAxis> apart() {
    return apart;
  }

  /** The axes that vary without being chosen or apart, since they follow from these. */
  public List<GridAxis> following() {
    return following;
  }

  /** In the order of the outcomes; each has a value for every axis of {@link #apart}. */
  public Collection<List<String>> combinations() {
    List<List<String>> ordered = new ArrayList<>(combinations.keySet());
    ordered.sort(this::compare);
    return ordered;
  }

  private int compare(List<String> a, List<String> b) {
    for (int i = 0; i < apart.size(); i++) {
      List<String> values = apart.get(i).values();
      int order = Integer.compare(values.indexOf(a.get(i)), values.indexOf(b.get(i)));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** What a combination is, such as {@code Transformer}, {@code layers 2}. */
  public List<String> description(List<String> combination) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < apart.size(); i++) {
      if (!combination.get(i).isEmpty()) {
        parts.add(apart.get(i).labelled(combination.get(i)));
      }
    }
    return parts;
  }

  /** The seeds at a place of a combination; none where the sweep has no cell. */
  public List<CellOutcome> at(List<String> combination, String... values) {
    return combinations
        .getOrDefault(combination, Map.of())
        .getOrDefault(List.of(values), List.of());
  }

  /** All outcomes that are arranged. */
  public List<CellOutcome> outcomes() {
    return combinations.values().stream()
        .flatMap(places -> places.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /** The outcomes of a combination. */
  public List<CellOutcome> outcomes(List<String> combination) {
    return combinations.getOrDefault(combination, Map.of()).values().stream()
        .flatMap(List::stream)
        .toList();
  }
}
