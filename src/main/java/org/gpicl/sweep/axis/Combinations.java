package org.gpicl.sweep.axis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.SweptSetting;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SequenceKeys;
import org.gpicl.sweep.type.Formula;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * What the axes of a sweep file make of it for one model: a plain file for each combination, in
 * which numbers that follow others are numbers. If they follow {@code tasks} or {@code hidden},
 * each value of these is a combination of its own.
 */
public final class Combinations {
  private static final Location NOWHERE = new Location("the recipe", Path.of(""), 0, 0);

  private final Axes axes;
  private final ModelKind kind;
  private final Recipe recipe;
  private final Problems problems;

  public Combinations(Axes axes, ModelKind kind, Recipe recipe, Problems problems) {
    this.axes = axes;
    this.kind = kind;
    this.recipe = recipe;
    this.problems = problems;
  }

  /** All of them, the last axis varying fastest; problems are added, never thrown. */
  public List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    List<Key<?>> swept =
        axes.of(kind).stream()
            .flatMap(axis -> axis.keys().stream())
            .filter(KeyTable::varies)
            .sorted(Comparator.comparingInt(KeyTable::place))
            .toList();
    axes.multiplied(kind)
        .forEach(
            values -> {
              List<SweptSetting> settings =
                  swept.stream().map(key -> setting(key, values.get(key))).toList();
              for (Map<Key<?>, YamlValue> one : withFormulas(values)) {
                all.add(new Combination(one, settings));
              }
            });
    return all;
  }

  private static SweptSetting setting(Key<?> key, YamlValue value) {
    return new SweptSetting(key.path(), Written.of(key, value, new Problems()).orElse(""));
  }

  private List<Map<Key<?>, YamlValue>> withFormulas(Map<Key<?>, YamlValue> values) {
    Map<Key<?>, Formula> formulas = new TreeMap<>(Comparator.comparingInt(KeyTable::place));
    for (Key<?> key : axes.following()) {
      Optional<Formula> formula = Written.formula(key, values.get(key));
      if (formula.isPresent() && KeyTable.concerns(key, kind)) {
        formulas.put(key, formula.get());
      } else if (formula.isPresent()) {
        values.remove(key);
      }
    }
    List<Map<Key<?>, YamlValue>> all = List.of(values);
    for (Key<?> base : List.of(Keys.TASKS, Keys.HIDDEN)) {
      if (formulas.values().stream().anyMatch(f -> f.variable().equals(base.path()))) {
        all = all.stream().flatMap(one -> each(base, one).stream()).toList();
      }
    }
    return formulas.isEmpty() ? all : all.stream().map(one -> computed(one, formulas)).toList();
  }

  /** A copy for each value of an axis that is always a list. */
  private List<Map<Key<?>, YamlValue>> each(Key<?> key, Map<Key<?>, YamlValue> values) {
    List<Map<Key<?>, YamlValue>> each = new ArrayList<>();
    for (Object one : value(key, values).map(List.class::cast).orElse(List.of())) {
      Map<Key<?>, YamlValue> with = new LinkedHashMap<>(values);
      with.put(key, new Scalar(at(key, values), one.toString(), true));
      each.add(with);
    }
    return each;
  }

  private static Location at(Key<?> key, Map<Key<?>, YamlValue> values) {
    return values.containsKey(key) ? values.get(key).at() : NOWHERE;
  }

  private Map<Key<?>, YamlValue> computed(
      Map<Key<?>, YamlValue> values, Map<Key<?>, Formula> formulas) {
    Map<Key<?>, YamlValue> computed = new LinkedHashMap<>(values);
    formulas.forEach(
        (key, formula) -> {
          computed.remove(key);
          number(key, formula, values).ifPresent(number -> computed.put(key, number));
        });
    return computed;
  }

  private Optional<YamlValue> number(Key<?> key, Formula formula, Map<Key<?>, YamlValue> values) {
    Key<?> variable = variable(formula);
    Optional<Double> of = value(variable, values).map(value -> number(value, formula, values));
    if (of.isEmpty()) {
      return Optional.empty(); // its own problem was added
    }
    String where = formula.variable() + " " + YamlValue.shown(text(of.get()));
    Optional<String> result = formula.at(of.get());
    if (result.isEmpty()) {
      problems.add(
          values.get(key).at(), key.path(), formula.text() + " divides by zero at " + where);
      return Optional.empty();
    }
    Scalar number = new Scalar(values.get(key).at(), result.get(), true);
    if (!Written.takes(key, number)) {
      problems.add(
          number.at(),
          key.path(),
          "%s is %s at %s, which is not %s"
              .formatted(formula.text(), result.get(), where, key.type().takes()));
      return Optional.empty();
    }
    return Optional.of(number);
  }

  /** Each model of sequences has a length of its own. */
  private Key<?> variable(Formula formula) {
    Optional<Key<?>> length =
        KeyTable.sequences(kind)
            .<Key<?>>map(SequenceKeys::length)
            .filter(key -> key.leaf().equals(formula.variable()));
    return length.orElseGet(() -> KeyTable.ALL.get(Formula.VARIABLES.get(formula.variable())));
  }

  private double number(Object value, Formula formula, Map<Key<?>, YamlValue> values) {
    Object one = value instanceof List<?> list ? list.get(0) : value;
    double number = ((Number) one).doubleValue();
    return formula.variable().equals("d") ? number * number * channels(values) : number;
  }

  private int channels(Map<Key<?>, YamlValue> values) {
    return value(Keys.CHANNELS, values).map(Integer.class::cast).orElse(1);
  }

  private static String text(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** What a key is here: from the file, or the recipe's default. */
  private Optional<?> value(Key<?> key, Map<Key<?>, YamlValue> values) {
    YamlValue given = values.get(key);
    return given == null
        ? Optional.ofNullable(key.defaults().get(recipe))
        : key.type().read(given, key.path(), problems);
  }
}
