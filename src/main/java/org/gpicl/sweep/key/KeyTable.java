package org.gpicl.sweep.key;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of the sweep file by its path, in the order of the resolved file. */
public final class KeyTable {
  public static final Map<String, Key<?>> ALL = table();

  /** Keys that may be written without their section: {@code images: mnist}. */
  public static final Map<String, Key<?>> SHORTHANDS = Map.of(Keys.IMAGES.section(), Keys.IMAGES);

  private KeyTable() {}

  private static Map<String, Key<?>> table() {
    Map<String, Key<?>> table = new LinkedHashMap<>();
    Stream.of(
            Keys.first(),
            MlpKeys.all(),
            TransformerKeys.all(),
            EvaluationKeys.all(),
            Keys.last(),
            ScheduleKeys.all())
        .flatMap(List::stream)
        .forEach(key -> table.put(key.path(), key));
    return Collections.unmodifiableMap(table);
  }

  /** Whether a path names a map of the file, such as {@code transformer}. */
  public static boolean isSection(String path) {
    return !path.isEmpty() && ALL.values().stream().anyMatch(key -> key.section().equals(path));
  }

  /** The names of a section's keys. */
  public static List<String> leaves(String section) {
    return ALL.values().stream()
        .filter(key -> key.section().equals(section))
        .map(Key::leaf)
        .collect(Collectors.toUnmodifiableList());
  }

  /** The keys of both models' training. */
  public static List<TrainingKeys> training() {
    return List.of(MlpKeys.TRAINING, TransformerKeys.TRAINING);
  }
}
