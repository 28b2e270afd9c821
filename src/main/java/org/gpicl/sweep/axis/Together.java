package org.gpicl.sweep.axis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Entries;
import org.gpicl.sweep.yaml.YamlValue.Entry;
import org.gpicl.sweep.yaml.YamlValue.Items;

/** Reads {@code together}: a map of keys to lists of one length, or a list of such maps. */
final class Together {
  private final Lists lists;
  private final Problems problems;

  private record Column(Key<?> key, Entry entry, List<YamlValue> values) {}

  Together(Lists lists, Problems problems) {
    this.lists = lists;
    this.problems = problems;
  }

  /**
   * @param given the keys that have a value elsewhere in the file
   */
  List<Axis> axes(YamlValue value, Map<Key<?>, YamlValue> given) {
    List<YamlValue> maps = value instanceof Items items ? items.values() : List.of(value);
    List<Axis> axes = new ArrayList<>();
    for (YamlValue one : maps) {
      if (one instanceof Entries entries) {
        axis(entries, given).ifPresent(axes::add);
      } else {
        problems.add(
            one.at(),
            Keys.TOGETHER.path(),
            one.shown() + " is not " + Keys.TOGETHER.type().takes());
      }
    }
    return axes;
  }

  private Optional<Axis> axis(Entries entries, Map<Key<?>, YamlValue> given) {
    List<Column> columns = new ArrayList<>();
    for (Entry entry : entries.entries()) {
      column(entry, given).ifPresent(columns::add);
    }
    if (columns.size() < entries.entries().size()) {
      return Optional.empty();
    }
    if (columns.stream().map(column -> column.values().size()).distinct().count() != 1) {
      String sizes =
          columns.stream()
              .map(column -> column.key().path() + " has " + column.values().size())
              .collect(Collectors.joining(", "));
      problems.add(
          entries.at(),
          Keys.TOGETHER.path(),
          columns.isEmpty()
              ? "an empty map; give at least two keys with lists of one length"
              : "lists of one length are needed, but " + sizes);
      return Optional.empty();
    }
    columns.sort(Comparator.comparingInt(column -> KeyTable.place(column.key())));
    return Optional.of(
        new Axis(
            Axis.Form.TOGETHER,
            columns.stream().<Key<?>>map(Column::key).toList(),
            IntStream.range(0, columns.get(0).values().size())
                .mapToObj(row -> columns.stream().map(column -> column.values().get(row)).toList())
                .toList()));
  }

  private Optional<Column> column(Entry entry, Map<Key<?>, YamlValue> given) {
    Key<?> key = KeyTable.ALL.getOrDefault(entry.key(), KeyTable.SHORTHANDS.get(entry.key()));
    String path = Keys.TOGETHER.path();
    if (key == null) {
      problems.add(
          entry.at(), path, YamlValue.shown(entry.key()) + " is not a key of the sweep file");
    } else if (!KeyTable.varies(key) && !key.equals(Keys.TASKS) && !key.equals(Keys.HIDDEN)) {
      problems.add(entry.at(), path, key + " determines no cell, so it cannot be swept");
    } else if (given.containsKey(key)) {
      problems.add(entry.at(), path, key + " has a value of its own, too; give it only once");
    } else {
      return lists
          .values(key, entry.value())
          .map(values -> new Column(key, entry, values))
          .or(
              () -> {
                problems.add(
                    entry.value().at(), path, key + " needs a list, not " + entry.value().shown());
                return Optional.empty();
              });
    }
    return Optional.empty();
  }
}
