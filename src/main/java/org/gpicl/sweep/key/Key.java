package org.gpicl.sweep.key;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.type.SettingType;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;

/**
 * One key of the sweep file.
 *
 * @param path such as {@code transformer.heads}
 * @param type the values that it takes
 * @param defaultTexts the recipes' defaults as written in a file; recipes without one are missing
 * @param defaults the same defaults, parsed
 * @param meaning one sentence for documentation and editors
 */
public record Key<T>(
    String path,
    SettingType<T> type,
    Map<Recipe, String> defaultTexts,
    Map<Recipe, T> defaults,
    String meaning) {

  /** Makes a key with its defaults in the order of {@link Recipe}; null for none. */
  static <T> Key<T> of(
      String path,
      SettingType<T> type,
      String notebook,
      String paper,
      String small,
      String meaning) {
    Map<Recipe, String> texts = new EnumMap<>(Recipe.class);
    Map<Recipe, T> values = new EnumMap<>(Recipe.class);
    String[] given = {notebook, paper, small};
    for (Recipe recipe : Recipe.values()) {
      String text = given[recipe.ordinal()];
      if (text != null) {
        texts.put(recipe, text);
        values.put(recipe, read(path, type, text));
      }
    }
    return new Key<>(path, type, texts, values, meaning);
  }

  private static <T> T read(String path, SettingType<T> type, String text) {
    Problems problems = new Problems();
    Location nowhere = new Location("the default of " + path, Path.of(""), 0, 0);
    Optional<T> value =
        YamlReader.read(text, nowhere, problems).flatMap(yaml -> type.read(yaml, path, problems));
    problems.throwIfAny();
    return value.orElseThrow();
  }

  /** The map that it belongs to, such as {@code transformer}; empty at the top level. */
  public String section() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Its name within the section. */
  public String leaf() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** Writes a value as in the resolved file. */
  public String write(Object value) {
    @SuppressWarnings("unchecked") // the table keeps keys and values of one type together
    T typed = (T) value;
    return type.write(typed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Key<?> key && key.path.equals(path);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return path;
  }
}
