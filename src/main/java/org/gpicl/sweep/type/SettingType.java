package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * The type of a key's values: how they are read, written, and described in words and as JSON
 * Schema, all in one place so that parser, resolved file, documentation and editor support agree.
 */
public interface SettingType<T> {

  /** Reads a value; if empty, at least one problem has been added. */
  Optional<T> read(YamlValue value, String path, Problems problems);

  /** Writes a value as YAML from which {@link #read} gets an equal value. */
  String write(T value);

  /** The allowed values, as a text that completes "3 is not ...". */
  String takes();

  /** A JSON Schema that accepts every value that {@link #read} accepts. */
  Map<String, Object> schema();

  /** Whether a list is one value. */
  default boolean takesLists() {
    return false;
  }

  /** Adds the usual problem: that the value is not an allowed one. */
  default Optional<T> refuse(YamlValue value, String path, Problems problems, String hint) {
    problems.add(value.at(), path, value.shown() + " is not " + takes() + hint);
    return Optional.empty();
  }
}
