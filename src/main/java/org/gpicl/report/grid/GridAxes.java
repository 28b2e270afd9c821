package org.gpicl.report.grid;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.yaml.Suggestion;

/**
 * Everything that a sweep varies: models, tasks, hidden sizes, its swept settings, seeds.
 *
 * @param all in the order of the grid
 */
public record GridAxes(String sweep, List<GridAxis> all) {

  public static GridAxes of(Sweep sweep) {
    List<String> names = new ArrayList<>(List.of(GridAxis.MODEL, GridAxis.TASKS, GridAxis.HIDDEN));
    names.addAll(sweep.swept());
    names.add(GridAxis.SEED);
    return new GridAxes(
        sweep.name(), names.stream().map(name -> GridAxis.of(name, sweep.cells())).toList());
  }

  /**
   * The axis of a name; of a swept setting, the last part is enough if only one ends so.
   *
   * @throws ChoiceException if there is none
   */
  public GridAxis named(String name) {
    List<GridAxis> found = all.stream().filter(axis -> axis.name().equals(name)).toList();
    if (found.isEmpty()) {
      found =
          all.stream()
              .filter(axis -> axis.leaf().equals(name) || (axis.name() + "s").equals(name))
              .toList();
    }
    if (found.size() > 1) {
      throw new ChoiceException(
          "sweep %s has several axes %s: %s; write the whole name"
              .formatted(sweep, name, names(found)));
    }
    if (found.isEmpty()) {
      String suggestion = suggestion(name);
      throw new ChoiceException(
          "sweep %s has no axis %s%s Its axes are %s."
              .formatted(
                  sweep, OneLine.of(name), suggestion.isEmpty() ? "." : suggestion, names(all)));
    }
    return found.get(0);
  }

  /** The nearest name; of swept settings, also by the last part alone. */
  private String suggestion(String name) {
    Map<String, List<GridAxis>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (GridAxis axis : all) {
      named.computeIfAbsent(axis.name(), each -> new ArrayList<>()).add(axis);
      if (!axis.leaf().equals(axis.name())) {
        named.computeIfAbsent(axis.leaf(), each -> new ArrayList<>()).add(axis);
      }
    }
    return Optional.ofNullable(named.get(name))
        .or(() -> Suggestion.nearest(name, named.keySet()).map(named::get))
        .map(axes -> "; did you mean " + names(axes).replace(", ", " or ") + "?")
        .orElse("");
  }

  static String names(List<GridAxis> axes) {
    return axes.stream().map(GridAxis::name).collect(Collectors.joining(", "));
  }

  /**
   * The outcomes that have chosen values.
   *
   * @param where such as {@code transformer.layers=2} or {@code tasks=64,4096}
   * @throws ChoiceException if there is no such axis or value, or no cell that has them all
   */
  public List<CellOutcome> choose(List<String> where, List<CellOutcome> outcomes) {
    List<CellOutcome> chosen = outcomes;
    for (Map.Entry<GridAxis, List<String>> one : values(where).entrySet()) {
      chosen =
          chosen.stream()
              .filter(outcome -> has(outcome.cell(), one.getKey(), one.getValue()))
              .toList();
    }
    if (chosen.isEmpty() && !where.isEmpty()) {
      throw new ChoiceException(
          "no cell of sweep %s has %s".formatted(sweep, String.join(" and ", where)));
    }
    return chosen;
  }

  private static boolean has(Cell cell, GridAxis axis, List<String> values) {
    return axis.of(cell).filter(values::contains).isPresent();
  }

  /** The values that are chosen of each axis. */
  private Map<GridAxis, List<String>> values(List<String> where) {
    Map<GridAxis, List<String>> values = new LinkedHashMap<>();
    for (String one : where) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new ChoiceException(
            "--where takes NAME=VALUE, such as --where hidden=64, not " + OneLine.of(one));
      }
      GridAxis axis = named(one.substring(0, equals).strip());
      String text = one.substring(equals + 1).strip();
      List<String> texts = axis.find(text).isPresent() ? List.of(text) : List.of(text.split(","));
      values
          .computeIfAbsent(axis, none -> new ArrayList<>())
          .addAll(texts.stream().map(each -> value(axis, each.strip())).toList());
    }
    return values;
  }

  private String value(GridAxis axis, String text) {
    return axis.find(text)
        .orElseThrow(
            () ->
                new ChoiceException(
                    "no cell of sweep %s has %s %s; its values are %s"
                        .formatted(
                            sweep,
                            axis.name(),
                            OneLine.of(text),
                            OneLine.cut(String.join(", ", axis.values()), 400))));
  }
}
