package org.gpicl.sweep.key;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;

/** Every key of the sweep file by its path, in the order of the resolved file. */
public final class KeyTable {
  public static final Map<String, Key<?>> ALL = table();

  /** Keys that may be written without their section: {@code images: mnist}. */
  public static final Map<String, Key<?>> SHORTHANDS = Map.of(Keys.IMAGES.section(), Keys.IMAGES);

  private static final Map<Key<?>, Integer> PLACES = places();

  private static final Set<Key<?>> FIXED = fixed();

  private static final Set<String> LEAVING_CELLS =
      Stream.of(
              Stream.of(Keys.NAME),
              SearchKeys.all().stream(),
              Keys.last().stream(),
              SlurmKeys.all().stream(),
              TrackingKeys.all().stream(),
              ScheduleKeys.all().stream())
          .flatMap(keys -> keys)
          .map(Key::path)
          .collect(Collectors.toUnmodifiableSet());

  private KeyTable() {}

  private static Set<Key<?>> fixed() {
    Stream<Key<?>> single =
        Stream.of(
            Keys.NAME,
            Keys.RECIPE,
            Keys.CONTENTS,
            Keys.EVALUATION,
            Keys.SEEDS,
            Keys.MODELS,
            Keys.TASKS,
            Keys.HIDDEN,
            Keys.TOGETHER,
            Keys.SAMPLE_COUNT,
            Keys.SAMPLE_SEED,
            CurriculumKeys.NONE,
            EvaluationKeys.IMAGES,
            EvaluationKeys.UNSEEN_TASKS);
    return Stream.of(
            single,
            SearchKeys.all().stream(),
            Keys.last().stream(),
            SlurmKeys.all().stream(),
            TrackingKeys.all().stream(),
            ScheduleKeys.all().stream())
        .flatMap(keys -> keys)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<Key<?>, Integer> places() {
    Map<Key<?>, Integer> places = new HashMap<>();
    ALL.values().forEach(key -> places.put(key, places.size()));
    return Map.copyOf(places);
  }

  private static Map<String, Key<?>> table() {
    Map<String, Key<?>> table = new LinkedHashMap<>();
    Stream.of(
            Keys.first(),
            CurriculumKeys.all(),
            MlpKeys.all(),
            TransformerKeys.all(),
            LstmKeys.all(),
            OpLstmKeys.all(),
            MamlKeys.all(),
            SgdKeys.all(),
            EvaluationKeys.all(),
            SearchKeys.all(),
            Keys.last(),
            SlurmKeys.all(),
            TrackingKeys.all(),
            ScheduleKeys.all())
        .flatMap(List::stream)
        .forEach(key -> table.put(key.path(), key));
    return Collections.unmodifiableMap(table);
  }

  /**
   * All keys that have values: those of the table, and of models' keys those that no file gives.
   */
  public static Stream<Key<?>> withConstants() {
    return Stream.of(
            ALL.values().stream(),
            training().stream().flatMap(keys -> keys.all().stream()),
            sequences().stream().flatMap(keys -> keys.all().stream()))
        .<Key<?>>flatMap(keys -> keys)
        .distinct();
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

  /** Where a key is in the table. */
  public static int place(Key<?> key) {
    return PLACES.get(key);
  }

  /**
   * Whether a key may vary within a sweep like any other setting of a cell: it determines cells,
   * and is not one of the four that are lists in any case.
   */
  public static boolean varies(Key<?> key) {
    return !FIXED.contains(key);
  }

  /** Whether a key says how a sweep is run or evaluated, which somebody may want to vary. */
  public static boolean isOfTheRun(Key<?> key) {
    return Keys.last().contains(key)
        || SlurmKeys.all().contains(key)
        || TrackingKeys.all().contains(key)
        || key.equals(Keys.EVALUATION)
        || key.equals(EvaluationKeys.UNSEEN_TASKS);
  }

  /** Whether a path is that of a key that has no effect on the settings of any cell. */
  public static boolean leavesCells(String path) {
    return LEAVING_CELLS.contains(path);
  }

  /** Whether a key has any effect on cells of a model. */
  public static boolean concerns(Key<?> key, ModelKind kind) {
    boolean ofAnother =
        Stream.of(ModelKind.values())
            .anyMatch(other -> other != kind && key.section().equals(other.key()));
    boolean ofSequences =
        CurriculumKeys.all().contains(key) || key.equals(EvaluationKeys.SEQUENCES);
    boolean ofSamples =
        key.equals(EvaluationKeys.SAMPLES) || key.equals(EvaluationKeys.MAX_SAMPLES);
    return !ofAnother && !(kind.sequences() ? ofSamples : ofSequences);
  }

  /** The keys of all models' training. */
  public static List<TrainingKeys> training() {
    return List.of(
        MlpKeys.TRAINING,
        TransformerKeys.TRAINING,
        LstmKeys.TRAINING,
        OpLstmKeys.TRAINING,
        MamlKeys.TRAINING,
        SgdKeys.TRAINING);
  }

  /** The keys of a model's training. */
  public static TrainingKeys training(ModelKind kind) {
    return training().stream().filter(keys -> keys.kind() == kind).findFirst().orElseThrow();
  }

  /** The keys of the models that learn from sequences. */
  public static List<SequenceKeys> sequences() {
    return List.of(
        TransformerKeys.SEQUENCES,
        LstmKeys.SEQUENCES,
        OpLstmKeys.SEQUENCES,
        MamlKeys.SEQUENCES,
        SgdKeys.SEQUENCES);
  }

  /** What a model's sequences are; empty if it learns from single samples. */
  public static Optional<SequenceKeys> sequences(ModelKind kind) {
    return sequences().stream().filter(keys -> keys.kind() == kind).findFirst();
  }
}
