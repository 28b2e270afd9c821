package org.gpicl.sweep.file;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gpicl.home.settings.Secrets;
import org.gpicl.sweep.key.CurriculumKeys;
import org.gpicl.sweep.key.Essentials;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.sweep.yaml.YamlReader;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Entries;
import org.gpicl.sweep.yaml.YamlValue.Entry;
import org.gpicl.sweep.yaml.YamlValue.Items;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * Assigns the values of a file and its overrides to keys. Unknown keys are found here; values are
 * still untyped. An override replaces the file's value, and any that it excludes.
 */
final class Assignments {
  private final Map<Key<?>, YamlValue> values = new LinkedHashMap<>();
  private final Map<String, Location> sections = new LinkedHashMap<>();
  private final Set<String> misspelt = new HashSet<>();
  private final Problems problems;

  Assignments(Problems problems) {
    this.problems = problems;
  }

  Map<Key<?>, YamlValue> values() {
    return values;
  }

  /** Reads all keys of a file; false if it is nothing like a sweep file. */
  boolean file(YamlValue document) {
    boolean empty = document instanceof Scalar scalar && scalar.missing();
    if (document instanceof Entries map) {
      map.entries().forEach(entry -> assign("", entry, values));
    } else if (!empty) {
      problems.add(
          document.at(),
          "",
          document.shown() + " is not a sweep file, which starts like name: example");
      return false;
    }
    return true;
  }

  /** Applies one {@code key=value}. */
  void override(String text) {
    Location at = Location.override(YamlValue.shown(Secrets.hiddenInValue(text)));
    int equals = text.indexOf('=');
    if (equals < 1) {
      problems.add(at, "", "an override is key=value, such as tasks=4,64");
      return;
    }
    String path = text.substring(0, equals).strip();
    Optional<YamlValue> value = overridingValue(text.substring(equals + 1).strip(), at);
    Map<Key<?>, YamlValue> given = new LinkedHashMap<>();
    value.ifPresent(v -> assign("", new Entry(at, path, v), given));
    given.keySet().forEach(this::makeRoomFor);
    values.putAll(given);
  }

  /** Adds a problem for each key that a section lacks; one that is misspelt has its own. */
  void requireEssentials() {
    for (Essentials essentials : Essentials.ALL) {
      Location at = sections.get(essentials.section());
      if (at == null || misspelt.contains(essentials.section())) {
        continue;
      }
      for (Key<?> key : essentials.keys()) {
        if (!values.containsKey(key)) {
          problems.add(at, key.path(), "missing; " + essentials.reason());
        }
      }
    }
  }

  /** Parses YAML in brackets or quotes, words separated by commas, or one text. */
  private Optional<YamlValue> overridingValue(String text, Location at) {
    if (text.matches("(?s)[\\[{\"'].*")) {
      return YamlReader.read(text, at, problems);
    }
    if (text.contains(",") && !text.startsWith(Distribution.ANY_OF)) {
      return Optional.of(
          new Items(
              at,
              List.of(text.split(",", -1)).stream()
                  .map(word -> (YamlValue) new Scalar(at, word.strip(), true))
                  .toList()));
    }
    return Optional.of(new Scalar(at, text, true));
  }

  private void makeRoomFor(Key<?> key) {
    for (TrainingKeys model : KeyTable.training()) {
      if (key.equals(model.steps())) {
        values.remove(model.epochs());
      } else if (key.equals(model.epochs())) {
        values.remove(model.steps());
      }
    }
    if (key.equals(CurriculumKeys.NONE)) {
      values.keySet().removeIf(other -> other.section().equals(CurriculumKeys.SECTION));
      sections.remove(CurriculumKeys.SECTION);
    } else if (key.section().equals(CurriculumKeys.SECTION)) {
      values.remove(CurriculumKeys.NONE);
    }
  }

  private void assign(String section, Entry entry, Map<Key<?>, YamlValue> into) {
    if (problems.full()) {
      return;
    }
    boolean dotted = entry.at().line() > 0 && entry.key().contains(".");
    String path = section.isEmpty() ? entry.key() : section + "." + entry.key();
    if (dotted) {
      problems.add(entry.at(), YamlValue.shown(path), "keys have no dots; " + nesting(entry.key()));
      return;
    }
    if (KeyTable.isSection(path) && entry.value() instanceof Entries map) {
      sections.putIfAbsent(path, entry.at());
      map.entries().forEach(inner -> assign(path, inner, into));
    } else if (KeyTable.ALL.containsKey(path)) {
      Key<?> key = KeyTable.ALL.get(path);
      sections.putIfAbsent(key.section(), entry.at());
      into.put(key, entry.value());
    } else if (KeyTable.SHORTHANDS.containsKey(path)) {
      into.put(KeyTable.SHORTHANDS.get(path), entry.value());
    } else if (KeyTable.isSection(path)) {
      problems.add(
          entry.value().at(),
          path,
          entry.value().shown()
              + " is not a map of settings; its keys are "
              + String.join(", ", KeyTable.leaves(path)));
    } else {
      misspelt.add(section);
      String name = YamlValue.shown(path);
      problems.add(entry.at(), name, "unknown key" + suggestion(section, entry.key()));
    }
  }

  private static String nesting(String key) {
    return KeyTable.ALL.containsKey(key)
        ? "write " + key.replace(".", ": {") + ": ...}"
        : "the settings of a section belong in its map";
  }

  /** Suggests a key of another section with exactly this name, otherwise the nearest name here. */
  private static String suggestion(String section, String name) {
    Set<String> elsewhere =
        KeyTable.ALL.values().stream()
            .filter(key -> key.leaf().equals(name) && !key.section().equals(section))
            .map(Key::path)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!elsewhere.isEmpty()) {
      return "; did you mean " + String.join(" or ", elsewhere) + "?";
    }
    Set<String> here = new TreeSet<>();
    for (Key<?> key : KeyTable.ALL.values()) {
      if (key.section().equals(section)) {
        here.add(key.leaf());
      } else if (section.isEmpty()) {
        here.add(key.section());
        here.add(key.path());
      }
    }
    return Suggestion.of(name, here);
  }
}
