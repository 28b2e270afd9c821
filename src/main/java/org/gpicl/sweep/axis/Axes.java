package org.gpicl.sweep.axis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.key.EvaluationKeys;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.TrainingKeys;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.YamlValue;

/** What a sweep file varies, beside the lists that models, tasks, hidden and seeds always are. */
public final class Axes {
  private final Map<Key<?>, YamlValue> single;
  private final List<Axis> axes;
  private final Map<Key<?>, Distribution> distributions;
  private final Optional<Key<?>> searched;
  private final Set<Key<?>> following;

  /**
   * @param single the keys that have one value
   * @param distributions what a sample is drawn from, as the file has it
   * @param searched the axis of a boundary
   */
  Axes(
      Map<Key<?>, YamlValue> single,
      List<Axis> axes,
      Map<Key<?>, Distribution> distributions,
      Optional<Key<?>> searched) {
    this.single = single;
    this.axes =
        axes.stream()
            .sorted(Comparator.comparingInt(axis -> KeyTable.place(axis.keys().get(0))))
            .toList();
    this.distributions = distributions;
    this.searched = searched;
    this.following =
        Stream.concat(single.keySet().stream(), axes.stream().flatMap(a -> a.keys().stream()))
            .filter(this::follows)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The values of the keys that have only one. */
  public Map<Key<?>, YamlValue> single() {
    return single;
  }

  /** All axes, in the order of the key table. */
  public List<Axis> all() {
    return axes;
  }

  /** What a key is drawn from, if it is sampled. */
  public Optional<Distribution> distribution(Key<?> key) {
    return Optional.ofNullable(distributions.get(key));
  }

  /** Whether the search for a boundary chooses a key's values. */
  public boolean searches(Key<?> key) {
    return searched.filter(key::equals).isPresent();
  }

  /** The axis that a key varies on. */
  public Optional<Axis> of(Key<?> key) {
    return axes.stream().filter(axis -> axis.keys().contains(key)).findFirst();
  }

  /** Where the file gives a key, or the first of its values. */
  public Optional<Location> where(Key<?> key) {
    return of(key)
        .flatMap(axis -> axis.values(key).findFirst())
        .or(() -> Optional.ofNullable(single.get(key)))
        .map(YamlValue::at);
  }

  /**
   * Where an axis has one of its values.
   *
   * @param written the value as the resolved file writes it
   */
  public Optional<Location> where(Key<?> key, String written) {
    return of(key).stream()
        .flatMap(axis -> axis.values(key))
        .filter(value -> Written.of(key, value).equals(written))
        .findFirst()
        .map(YamlValue::at);
  }

  /** Whether every value of the file is the only one of its key, and no other follows from it. */
  public boolean none() {
    return axes.isEmpty() && following.isEmpty();
  }

  /** The keys that have a formula among their values. */
  Set<Key<?>> following() {
    return following;
  }

  private boolean follows(Key<?> key) {
    Stream<YamlValue> values =
        single.containsKey(key)
            ? Stream.of(single.get(key))
            : of(key).stream().flatMap(axis -> axis.values(key));
    return values.anyMatch(value -> Written.formula(key, value).isPresent());
  }

  /** The keys that vary in the cells of some models, in the order of the key table. */
  public List<String> swept(List<ModelKind> kinds) {
    return kinds.stream()
        .flatMap(kind -> of(kind).stream())
        .flatMap(axis -> axis.keys().stream())
        .filter(KeyTable::varies)
        .distinct()
        .sorted(Comparator.comparingInt(KeyTable::place))
        .map(Key::path)
        .toList();
  }

  /** The axes that make a difference to cells of a model. */
  public List<Axis> of(ModelKind kind) {
    return axes.stream()
        .map(axis -> axis.only(axis.keys().stream().filter(key -> concerns(key, kind)).toList()))
        .filter(axis -> !axis.keys().isEmpty())
        .toList();
  }

  /** A key for all models has no effect on one that has a value of its own. */
  private boolean concerns(Key<?> key, ModelKind kind) {
    TrainingKeys own = KeyTable.training(kind);
    boolean replaced =
        key.equals(Keys.BATCH) && given(own.batch())
            || key.equals(EvaluationKeys.EVERY) && given(own.evaluateEvery());
    return KeyTable.concerns(key, kind) && !replaced;
  }

  private boolean given(Key<?> key) {
    return single.containsKey(key) || of(key).isPresent();
  }

  /** The points of a model's axes, multiplied; at most {@link Long#MAX_VALUE}. */
  public long combinations(ModelKind kind) {
    return of(kind).stream()
        .mapToLong(axis -> axis.points().size())
        .reduce(1, (a, b) -> a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b);
  }

  /** Such as {@code 3 of transformer.learningRate x 60 points of the sample}, for messages. */
  public String sizes(ModelKind kind) {
    return of(kind).stream()
        .map(
            axis ->
                axis.points().size()
                    + (axis.form() == Axis.Form.SAMPLE
                        ? " points of the sample"
                        : axis.keys().stream()
                            .map(Key::path)
                            .collect(Collectors.joining(" and ", " of ", ""))))
        .collect(Collectors.joining(" x "));
  }

  /** A value for every key that the file gives: the first point of each axis. */
  public Map<Key<?>, YamlValue> first() {
    Map<Key<?>, YamlValue> first = new LinkedHashMap<>(single);
    axes.forEach(axis -> put(axis, 0, first));
    first
        .keySet()
        .removeIf(
            key -> following.contains(key) && Written.formula(key, first.get(key)).isPresent());
    return first;
  }

  /**
   * Every combination of the points of a model's axes, the last axis varying fastest. Numbers that
   * follow others are still formulas.
   */
  public Stream<Map<Key<?>, YamlValue>> multiplied(ModelKind kind) {
    Map<Key<?>, YamlValue> first = new LinkedHashMap<>(single);
    axes.forEach(axis -> put(axis, 0, first));
    Stream<Map<Key<?>, YamlValue>> all = Stream.of(first);
    for (Axis axis : of(kind)) {
      all = all.flatMap(values -> points(axis, values).stream());
    }
    return all;
  }

  private static List<Map<Key<?>, YamlValue>> points(Axis axis, Map<Key<?>, YamlValue> values) {
    List<Map<Key<?>, YamlValue>> points = new ArrayList<>();
    for (int point = 0; point < axis.points().size(); point++) {
      Map<Key<?>, YamlValue> with = new LinkedHashMap<>(values);
      put(axis, point, with);
      points.add(with);
    }
    return points;
  }

  private static void put(Axis axis, int point, Map<Key<?>, YamlValue> into) {
    for (int k = 0; k < axis.keys().size(); k++) {
      into.put(axis.keys().get(k), axis.points().get(point).get(k));
    }
  }
}
