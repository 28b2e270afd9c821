package org.gpicl.sweep.file;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Timetable;
import org.gpicl.sweep.key.CurriculumKeys;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.ScheduleKeys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.ImageContent;
import org.gpicl.sweep.type.TrainingLength;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;

/**
 * The effective value of every key: from the file and its overrides, otherwise from the recipe.
 * Keys whose values could not be read are broken, and no other check relies on them.
 */
final class Settings {
  private final Map<Key<?>, Object> values = new LinkedHashMap<>();
  private final Map<Key<?>, Location> given = new HashMap<>();
  private final Set<Key<?>> broken = new HashSet<>();
  private final Map<Key<?>, Reading> known;
  private final Location file;

  /** What a value in the file was read as; empty if it could not be. */
  private record Reading(YamlValue yaml, Optional<?> value) {}

  /**
   * @param readings of this one's values
   * @param known those that others of the same file may share
   */
  private Settings(Map<Key<?>, Reading> readings, Map<Key<?>, Reading> known, Location file) {
    this.known = known;
    this.file = file;
    readings.forEach(this::give);
    complete();
  }

  /** Parses every assigned value and fills in the rest; problems are added, never thrown. */
  static Settings of(Map<Key<?>, YamlValue> assigned, Location file, Problems problems) {
    Map<Key<?>, Reading> readings = read(assigned, Map.of(), problems);
    return new Settings(readings, readings, file);
  }

  /** Others that mostly assign the same: only what differs is read, and adds problems. */
  Settings with(Map<Key<?>, YamlValue> assigned, Problems problems) {
    return new Settings(read(assigned, known, problems), known, file);
  }

  private static Map<Key<?>, Reading> read(
      Map<Key<?>, YamlValue> assigned, Map<Key<?>, Reading> known, Problems problems) {
    Map<Key<?>, Reading> readings = new LinkedHashMap<>();
    assigned.forEach(
        (key, yaml) -> {
          Reading before = known.get(key);
          readings.put(
              key,
              before != null && before.yaml() == yaml
                  ? before
                  : new Reading(yaml, key.type().read(yaml, key.path(), problems)));
        });
    return readings;
  }

  private void give(Key<?> key, Reading reading) {
    given.put(key, reading.yaml().at());
    reading.value().ifPresentOrElse(value -> values.put(key, value), () -> broken.add(key));
  }

  private void complete() {
    for (TrainingKeys model : KeyTable.training()) {
      inherit(Keys.BATCH, model.batch());
      inherit(EvaluationKeys.EVERY, model.evaluateEvery());
    }
    values.keySet().removeAll(List.of(Keys.BATCH, EvaluationKeys.EVERY));
    Map<Key<?>, Object> defaults = defaults();
    for (TrainingKeys model : KeyTable.training()) {
      if (isGiven(model.steps()) || isGiven(model.epochs())) {
        defaults.keySet().removeAll(List.of(model.steps(), model.epochs()));
      }
    }
    if (given.keySet().stream().anyMatch(key -> key.section().equals(CurriculumKeys.SECTION))) {
      defaults.remove(CurriculumKeys.NONE);
    }
    defaults.forEach(values::putIfAbsent);
    broken.forEach(values.keySet()::remove);
    for (TrainingKeys model : KeyTable.training()) {
      if (find(model.optimiser()).filter(o -> o == TrainingKeys.Optimiser.SGD).isPresent()) {
        model.adamOnly().forEach(values.keySet()::remove);
      }
    }
    completeEvaluationImages();
    completeContents();
    completeSchedule();
  }

  /** Sets what folders of images hold. */
  void contents(Map<String, String> digests) {
    values.remove(Keys.CONTENTS);
    List<ImageContent> contents =
        get(EvaluationKeys.IMAGES).stream()
            .filter(digests::containsKey)
            .map(set -> new ImageContent(digests.get(set), set))
            .toList();
    if (!contents.isEmpty()) {
      values.put(Keys.CONTENTS, contents);
    }
  }

  /** Contents of folders that are not used, as after an override of the set, say nothing. */
  private void completeContents() {
    if (sound(EvaluationKeys.IMAGES, Keys.CONTENTS)) {
      Map<String, String> digests = new HashMap<>();
      get(Keys.CONTENTS).forEach(content -> digests.put(content.set(), content.sha256()));
      contents(digests);
    }
  }

  private void completeSchedule() {
    if (sound(ScheduleKeys.CRON)) {
      if (!isGiven(ScheduleKeys.ZONE)) {
        values.put(ScheduleKeys.ZONE, ZoneId.systemDefault());
      }
      if (!isGiven(ScheduleKeys.MISSED)) {
        values.put(ScheduleKeys.MISSED, Timetable.Missed.RUN_ONCE);
      }
    }
  }

  private Map<Key<?>, Object> defaults() {
    Map<Key<?>, Object> defaults = new LinkedHashMap<>();
    find(Keys.RECIPE)
        .ifPresent(
            recipe ->
                KeyTable.withConstants()
                    .filter(key -> key.defaults().containsKey(recipe))
                    .forEach(key -> defaults.put(key, key.defaults().get(recipe))));
    return defaults;
  }

  /** Applies a key for all models to the key of one model, unless that is given or no file's. */
  private void inherit(Key<?> both, Key<?> one) {
    if (isGiven(both) && !isGiven(one) && KeyTable.ALL.containsKey(one.path())) {
      given.put(one, given.get(both));
      if (broken.contains(both)) {
        broken.add(one);
      } else {
        values.put(one, values.get(both));
      }
    }
  }

  private void completeEvaluationImages() {
    if (!sound(Keys.IMAGES) || broken.contains(EvaluationKeys.IMAGES)) {
      broken.add(EvaluationKeys.IMAGES);
      return;
    }
    Set<String> all = new LinkedHashSet<>();
    all.add(get(Keys.IMAGES));
    find(EvaluationKeys.IMAGES).ifPresent(all::addAll);
    values.put(EvaluationKeys.IMAGES, new ArrayList<>(all));
  }

  /** Whether all of these keys have reliable values. */
  boolean sound(Key<?>... keys) {
    return Arrays.stream(keys).allMatch(values::containsKey);
  }

  /** Whether the file or an override gives the key, rightly or wrongly. */
  boolean isGiven(Key<?> key) {
    return given.containsKey(key);
  }

  /** The keys that the file or an override gives. */
  Set<Key<?>> given() {
    return given.keySet();
  }

  /** The value of a sound key. */
  <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key + " has no value"));
  }

  <T> Optional<T> find(Key<T> key) {
    @SuppressWarnings("unchecked") // values are put by key.type() alone
    T value = (T) values.get(key);
    return Optional.ofNullable(value);
  }

  /**
   * The first of these keys that was given, otherwise the last: the one to report a shared problem
   * at.
   */
  Key<?> firstGiven(Key<?>... keys) {
    return Arrays.stream(keys).filter(this::isGiven).findFirst().orElse(keys[keys.length - 1]);
  }

  /** Where a key was given, otherwise the file's first line. */
  Location where(Key<?> key) {
    return given.getOrDefault(key, file);
  }

  /** Whether this model is trained. */
  boolean trains(ModelKind kind) {
    return find(Keys.MODELS).filter(models -> models.contains(kind)).isPresent();
  }

  /** How long a model is trained. */
  Optional<TrainingLength> duration(TrainingKeys model) {
    return find(model.steps())
        .map(steps -> new TrainingLength(steps, TrainingLength.Unit.STEPS))
        .or(
            () ->
                find(model.epochs())
                    .map(epochs -> new TrainingLength(epochs, TrainingLength.Unit.EPOCHS)));
  }
}
