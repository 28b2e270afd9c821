package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * What values a key takes: read, written, described in words and as JSON Schema, all in one place
 * so that parser, resolved file, documentation and editor support agree.
 */
public interface SettingType<T> {

  /** The value, or empty with at least one problem added. */
  Optional<T> read(YamlValue value, String path, Problems problems);

  /** As YAML that {@link #read} takes back to an equal value. */
  String write(T value);

  /** Completes "3 is not ...". */
  String takes();

  /** A JSON Schema that every value accepted by {@link #read} passes. */
  Map<String, Object> schema();

  /** Adds the usual complaint. */
  default Optional<T> refuse(YamlValue value, String path, Problems problems, String hint) {
    problems.add(value.at(), path, value.shown() + " is not " + takes() + hint);
    return Optional.empty();
  }
}
