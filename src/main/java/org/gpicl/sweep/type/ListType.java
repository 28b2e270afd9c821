package org.gpicl.sweep.type;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * A list of different values; a single one needs no brackets.
 *
 * @param item the type of its elements
 */
public record ListType<T>(SettingType<T> item) implements SettingType<List<T>> {

  @Override
  public Optional<List<T>> read(YamlValue value, String path, Problems problems) {
    if (!(value instanceof YamlValue.Items list)) {
      return item.read(value, path, problems).map(List::of);
    }
    if (list.values().isEmpty()) {
      problems.add(list.at(), path, "an empty list; give at least one value");
      return Optional.empty();
    }
    Set<T> values = new LinkedHashSet<>();
    boolean good = true;
    for (YamlValue element : list.values()) {
      Optional<T> read = item.read(element, path, problems);
      if (read.isPresent() && !values.add(read.get())) {
        problems.add(element.at(), path, element.shown() + " is in the list twice");
        good = false;
      }
      good &= read.isPresent();
    }
    return good ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  @Override
  public boolean takesLists() {
    return true;
  }

  @Override
  public String write(List<T> values) {
    return values.stream().map(item::write).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String takes() {
    return item.takes() + ", or a list of them";
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of(
        "anyOf",
        List.of(
            item.schema(),
            Map.of("type", "array", "items", item.schema(), "minItems", 1, "uniqueItems", true)));
  }
}
