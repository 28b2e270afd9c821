package org.gpicl.sweep.type;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * The type of a map or list that other keys give a meaning to.
 *
 * @param takes completes "3 is not ..."
 */
public record Unread(String takes) implements SettingType<YamlValue> {

  @Override
  public Optional<YamlValue> read(YamlValue value, String path, Problems problems) {
    return value instanceof YamlValue.Scalar
        ? refuse(value, path, problems, "")
        : Optional.of(value);
  }

  /** The keys' own types write it. */
  @Override
  public String write(YamlValue value) {
    throw new UnsupportedOperationException("written by the types of its keys");
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> map =
        Map.of(
            "type", "object", "additionalProperties", Map.of("type", List.of("array", "string")));
    return Map.of("anyOf", List.of(map, Map.of("type", "array", "items", map, "minItems", 1)));
  }
}
