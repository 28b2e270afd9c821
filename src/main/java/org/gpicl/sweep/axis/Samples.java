package org.gpicl.sweep.axis;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.type.Distribution;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * Settings written as distributions, {@code log(1e-4..1e-2)}, {@code 1..6} or {@code any of [...]},
 * and the points that {@code sample} draws of them.
 */
final class Samples {
  private final Map<Key<?>, YamlValue> given;
  private final Problems problems;
  private final Optional<Integer> count;
  private boolean mistaken;

  Samples(Map<Key<?>, YamlValue> given, Problems problems) {
    this.given = given;
    this.problems = problems;
    this.count = number(Keys.SAMPLE_COUNT);
  }

  private Optional<Integer> number(Key<Integer> key) {
    return Optional.ofNullable(given.get(key))
        .flatMap(value -> key.type().read(value, key.path(), problems));
  }

  /**
   * What a setting is drawn from; empty for one that is written in another way. A range of {@code
   * tasks} or {@code hidden} stays a list of all its values.
   */
  Optional<Distribution> distribution(Key<?> key, YamlValue value) {
    boolean base = key.equals(Keys.TASKS) || key.equals(Keys.HIDDEN);
    if (!(value instanceof Scalar scalar) || !KeyTable.varies(key) && !base) {
      return Optional.empty();
    }
    boolean named = Distribution.isNamed(scalar.text());
    if (!named && (base || !given.containsKey(Keys.SAMPLE_COUNT))) {
      return Optional.empty();
    }
    Optional<Distribution> distribution = Distribution.parse(scalar, !Written.takesFractions(key));
    if (named && distribution.isEmpty()) {
      problems.add(scalar.at(), key.path(), scalar.shown() + " " + Distribution.mistake(scalar));
      mistaken = true;
    } else if (named && !given.containsKey(Keys.SAMPLE_COUNT)) {
      problems.add(
          scalar.at(),
          key.path(),
          scalar.shown() + " is to be drawn from; say how often, as in sample: {count: 60}");
    }
    return distribution;
  }

  /** Whether the setting takes whatever is drawn; otherwise there are problems. */
  boolean sound(Key<?> key, Distribution distribution) {
    boolean sound = isSound(key, distribution);
    mistaken |= !sound;
    return sound;
  }

  private boolean isSound(Key<?> key, Distribution distribution) {
    if (distribution instanceof Distribution.AnyOf any) {
      return new Lists(problems).sound(key, any.values());
    }
    Distribution.Between between = (Distribution.Between) distribution;
    for (BigDecimal end : List.of(between.first(), between.last())) {
      Scalar scalar = new Scalar(between.where(), end.toPlainString(), true);
      if (Written.of(key, scalar, problems).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The axis of all sampled settings, if there are any. */
  Optional<Axis> draw(Map<Key<?>, Distribution> distributions) {
    if (distributions.isEmpty()) {
      if (count.isPresent() && !mistaken) {
        problems.add(
            given.get(Keys.SAMPLE_COUNT).at(),
            Keys.SAMPLE_COUNT.path(),
            "there is nothing to draw: write a setting as log(1e-4..1e-2), 1..6 or any of [16, 32]");
      }
      return Optional.empty();
    }
    if (count.isEmpty()) {
      return Optional.empty(); // it has its problem, or each distribution has one
    }
    Axis axis = new Sample(distributions).draw(count.get(), number(Keys.SAMPLE_SEED).orElse(0));
    if (axis.points().size() < count.get() && !mistaken) {
      problems.add(
          given.get(Keys.SAMPLE_COUNT).at(),
          Keys.SAMPLE_COUNT.path(),
          "%d points are more than the %d different ones that these settings have"
              .formatted(count.get(), axis.points().size()));
    }
    return Optional.of(axis);
  }
}
