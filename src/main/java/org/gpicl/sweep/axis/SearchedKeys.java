package org.gpicl.sweep.axis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.sweep.yaml.YamlValue;

/** The keys along which a boundary can be searched: those of numbers that determine cells. */
final class SearchedKeys {
  private final List<ModelKind> models;

  /**
   * @param given what the file says, for the models that it trains
   */
  SearchedKeys(Map<Key<?>, YamlValue> given) {
    this.models =
        Optional.ofNullable(given.get(Keys.MODELS))
            .flatMap(value -> Keys.MODELS.type().read(value, "", new Problems()))
            .orElseGet(() -> Arrays.asList(ModelKind.values()));
  }

  static boolean isSearched(Key<?> key) {
    return key.equals(Keys.TASKS)
        || key.equals(Keys.HIDDEN)
        || KeyTable.varies(key) && Written.takesNumbers(key);
  }

  /** What a name that is no key may have been meant to be, with its section or without. */
  String suggestion(String name) {
    Map<String, Set<String>> paths = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Key<?> key : KeyTable.ALL.values()) {
      if (isSearched(key) && models.stream().anyMatch(kind -> KeyTable.concerns(key, kind))) {
        paths.computeIfAbsent(key.leaf(), leaf -> new TreeSet<>()).add(key.path());
      }
    }
    // The name of a whole key means that one, and not also those that end so.
    List.copyOf(paths.values())
        .forEach(named -> named.forEach(path -> paths.put(path, Set.of(path))));
    return Optional.ofNullable(paths.get(name))
        .or(() -> Suggestion.nearest(name, paths.keySet()).map(paths::get))
        .map(meant -> "; did you mean " + String.join(" or ", meant) + "?")
        .orElse("");
  }
}
