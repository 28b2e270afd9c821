package org.gpicl.sweep.file;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.type.Formula;
import org.gpicl.sweep.type.NumberRange;

/** The JSON Schema of values that may vary. */
final class AxisSchema {
  private static final Map<String, Object> FORMULA = Map.of("$ref", "#/$defs/formula");
  private static final Map<String, Object> DISTRIBUTION = Map.of("$ref", "#/$defs/distribution");

  /** What the schemas of keys refer to. */
  static final Map<String, Object> DEFINITIONS =
      Map.of(
          "range", text(NumberRange.PATTERN),
          "formula", text(Formula.PATTERN),
          "distribution", text(Distribution.PATTERN));

  private AxisSchema() {}

  private static Map<String, Object> text(String pattern) {
    return Map.of("type", "string", "pattern", "^" + pattern + "$");
  }

  /** The schema of a key's value, and of the ways in which a sweep file may vary it. */
  static Map<String, Object> of(Key<?> key) {
    Map<String, Object> one = key.type().schema();
    if (key.equals(Keys.TASKS) || key.equals(Keys.HIDDEN)) {
      return Map.of("anyOf", List.of(one, DISTRIBUTION));
    }
    if (!KeyTable.varies(key)) {
      return one;
    }
    Map<String, Object> list =
        Map.of("type", "array", "minItems", 1, "items", Map.of("anyOf", List.of(one, FORMULA)));
    return Map.of(
        "anyOf", List.of(one, list, FORMULA, DISTRIBUTION, Map.of("$ref", "#/$defs/range")));
  }
}
