package org.gpicl.sweep.axis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.gpicl.sweep.key.CurriculumKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Items;

/** Finds the axes among the values of a sweep file. What is no axis is left as it is. */
public final class AxisReader {
  private final Map<Key<?>, YamlValue> given;
  private final Problems problems;
  private final Lists lists;
  private final Samples samples;
  private final Map<Key<?>, YamlValue> single = new LinkedHashMap<>();
  private final List<Axis> axes = new ArrayList<>();
  private final Map<Key<?>, Distribution> distributions =
      new TreeMap<>(Comparator.comparingInt(KeyTable::place));

  private AxisReader(Map<Key<?>, YamlValue> given, Problems problems) {
    this.given = given;
    this.problems = problems;
    this.lists = new Lists(problems);
    this.samples = new Samples(given, problems);
  }

  /** Reads the axes; problems are added, never thrown. */
  public static Axes read(Map<Key<?>, YamlValue> given, Problems problems) {
    return new AxisReader(given, problems).axes();
  }

  private Axes axes() {
    given.forEach(this::read);
    Optional<BoundaryAxis.Values> boundary = new BoundaryAxis(given, problems).values();
    boundary.ifPresent(this::search);
    Optional.ofNullable(given.get(Keys.TOGETHER)).ifPresent(this::together);
    samples.draw(distributions).ifPresent(axes::add);
    return new Axes(single, axes, distributions, boundary.map(BoundaryAxis.Values::key));
  }

  private void read(Key<?> key, YamlValue value) {
    if (key.equals(Keys.TOGETHER)) {
      return;
    }
    if (KeyTable.varies(key) && Written.takes(key, value)) {
      single.put(key, value);
      return;
    }
    Optional<Distribution> distribution = samples.distribution(key, value);
    if (distribution.isPresent()) {
      drawn(key, distribution.get());
    } else if (KeyTable.varies(key)) {
      lists
          .values(key, value)
          .ifPresentOrElse(values -> list(key, value, values), () -> one(key, value));
    } else {
      single.put(key, value);
      if (value instanceof Items && !key.type().takesLists() && !key.equals(CurriculumKeys.NONE)) {
        problems.add(
            value.at(),
            key.path(),
            KeyTable.isOfTheRun(key)
                ? "determines no cell, so it takes one value and not a list"
                : "takes one value, not a list");
      }
    }
  }

  private void one(Key<?> key, YamlValue value) {
    Written.of(key, value, problems);
    single.put(key, value);
  }

  /** Of what cannot be drawn from, the first value stays: its problems are known. */
  private void drawn(Key<?> key, Distribution distribution) {
    if (samples.sound(key, distribution)) {
      distributions.put(key, distribution);
    } else {
      single.put(key, distribution.at(0));
    }
  }

  /** An axis that is a list in any case stays one. */
  private void search(BoundaryAxis.Values boundary) {
    List<YamlValue> values = boundary.values().values();
    if (!KeyTable.varies(boundary.key())) {
      single.put(boundary.key(), boundary.values());
    } else if (lists.sound(boundary.key(), values)) {
      axes.add(
          new Axis(
              Axis.Form.BOUNDARY, List.of(boundary.key()), values.stream().map(List::of).toList()));
    }
  }

  private void list(Key<?> key, YamlValue value, List<YamlValue> values) {
    if (values.isEmpty()) {
      problems.add(value.at(), key.path(), "an empty list; give at least one value");
    } else if (values.size() > 1 && lists.sound(key, values)) {
      axes.add(new Axis(Axis.Form.LIST, List.of(key), values.stream().map(List::of).toList()));
    } else {
      single.put(key, values.get(0));
    }
  }

  private void together(YamlValue value) {
    for (Axis axis : new Together(lists, problems).axes(value, given)) {
      if (axes.stream().anyMatch(other -> axis.keys().stream().anyMatch(other.keys()::contains))) {
        problems.add(value.at(), Keys.TOGETHER.path(), "a key is in two of its maps");
      } else if (sound(axis) && different(axis)) {
        axes.add(axis);
      }
    }
  }

  private boolean different(Axis axis) {
    Set<List<String>> seen = new HashSet<>();
    for (int point = 0; point < axis.points().size(); point++) {
      List<YamlValue> values = axis.points().get(point);
      if (!seen.add(Axis.written(axis.keys(), values))) {
        problems.add(
            values.get(0).at(),
            Keys.TOGETHER.path(),
            "its values number %d are together in an earlier place, too; remove them"
                .formatted(point + 1));
        return false;
      }
    }
    return true;
  }

  private boolean sound(Axis axis) {
    boolean sound = true;
    for (List<YamlValue> point : axis.points()) {
      for (int k = 0; k < point.size(); k++) {
        Key<?> key = axis.keys().get(k);
        boolean list = point.get(k) instanceof Items && !key.type().takesLists();
        if (list || Written.of(key, point.get(k), problems).isEmpty()) {
          sound = false;
        }
      }
    }
    return sound;
  }
}
