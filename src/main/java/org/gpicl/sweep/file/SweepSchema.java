package org.gpicl.sweep.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.sweep.key.Essentials;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generates the JSON Schema of the sweep file from the table of keys. {@code
 * config/sweep.schema.json} holds the result, with which editors complete and check sweep files; a
 * test keeps the two equal.
 *
 * <p>It accepts every file that the parser accepts. Only the parser checks constraints between keys
 * and the ranges of numbers written as powers.
 */
public final class SweepSchema {
  private SweepSchema() {}

  /** The schema (JSON Schema 2020-12) as indented JSON with keys in a fixed order. */
  public static String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "gpicl sweep file");
    root.put("type", "object");
    root.put("required", List.of(Keys.NAME.path(), Keys.RECIPE.path()));
    root.put("additionalProperties", false);
    root.put("properties", properties());
    root.put("$defs", AxisSchema.DEFINITIONS);
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writeValueAsString(root)
            .replace("\r\n", "\n")
        + "\n";
  }

  private static Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key<?> key : KeyTable.ALL.values()) {
      String name = key.section().isEmpty() ? key.leaf() : key.section();
      if (KeyTable.isSection(name)) {
        properties.computeIfAbsent(name, SweepSchema::section);
      } else {
        properties.put(name, described(key));
      }
    }
    return properties;
  }

  /** The schema of a section's map, and of its short form if there is one. */
  private static Object section(String name) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    KeyTable.ALL.values().stream()
        .filter(key -> key.section().equals(name))
        .forEach(key -> leaves.put(key.leaf(), described(key)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "object");
    map.put("additionalProperties", false);
    map.put("properties", leaves);
    Essentials.ALL.stream()
        .filter(essentials -> essentials.section().equals(name))
        .forEach(essentials -> map.put("required", required(essentials)));
    Key<?> shortForm = KeyTable.ALL.getOrDefault(name, KeyTable.SHORTHANDS.get(name));
    return shortForm == null ? map : Map.of("anyOf", List.of(described(shortForm), map));
  }

  private static List<String> required(Essentials essentials) {
    return essentials.keys().stream().map(Key::leaf).toList();
  }

  private static Map<String, Object> described(Key<?> key) {
    Map<String, Object> schema = new LinkedHashMap<>(AxisSchema.of(key));
    StringBuilder text = new StringBuilder(key.meaning());
    if (!key.defaultTexts().isEmpty()) {
      text.append(" Default:");
      key.defaultTexts()
          .forEach(
              (recipe, value) ->
                  text.append(' ').append(recipe.key()).append(' ').append(value).append(','));
      text.setCharAt(text.length() - 1, '.');
    }
    schema.put("description", text.toString());
    return schema;
  }
}
