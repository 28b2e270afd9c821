package org.gpicl.sweep.axis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.SearchKeys;
import org.gpicl.sweep.type.NumberRange;
import org.gpicl.sweep.type.NumberRange.Step;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Items;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * The values that the search for a boundary may ask for: from one end to the other, as far apart as
 * the crossing is to be known.
 */
final class BoundaryAxis {
  private static final int MOST_VALUES = 10_000;
  private static final int LEAST_VALUES = 3;
  private static final MathContext DIGITS = new MathContext(12);

  private final Map<Key<?>, YamlValue> given;
  private final Problems problems;

  BoundaryAxis(Map<Key<?>, YamlValue> given, Problems problems) {
    this.given = given;
    this.problems = problems;
  }

  /** A key and its values, as if the file listed them. */
  record Values(Key<?> key, Items values) {}

  /** Empty if no boundary is searched, or if it cannot be, with a problem added. */
  Optional<Values> values() {
    Optional<Key<?>> key = text(SearchKeys.AXIS).flatMap(this::key);
    Optional<NumberRange> ends = ends();
    Optional<Step> step = text(SearchKeys.TO).flatMap(this::step);
    if (key.isEmpty() || ends.isEmpty() || step.isEmpty()) {
      return Optional.empty();
    }
    return values(key.get(), ends.get(), step.get());
  }

  private Optional<String> text(Key<String> key) {
    return Optional.ofNullable(given.get(key))
        .flatMap(value -> key.type().read(value, key.path(), problems));
  }

  private <T> Optional<T> refuse(Key<?> key, String message) {
    problems.add(given.get(key).at(), key.path(), message);
    return Optional.empty();
  }

  private Optional<Key<?>> key(String path) {
    Key<?> key = KeyTable.ALL.get(path);
    if (key == null) {
      return refuse(
          SearchKeys.AXIS,
          path + " is not a key of the sweep file" + new SearchedKeys(given).suggestion(path));
    }
    if (!SearchedKeys.isSearched(key)) {
      return refuse(
          SearchKeys.AXIS,
          path + " has no numbers to search between that determine cells; try tasks or hidden");
    }
    return given.containsKey(key)
        ? refuse(key, "the boundary's search chooses its values; remove one of the two")
        : Optional.of(key);
  }

  private Optional<NumberRange> ends() {
    if (given.get(SearchKeys.BETWEEN) instanceof Scalar scalar
        && scalar.text().contains("step")
        && NumberRange.parse(scalar.text()).isPresent()) {
      return refuse(
          SearchKeys.BETWEEN,
          scalar.shown() + " has a step; leave it out, boundary.to says how finely to search");
    }
    return text(SearchKeys.BETWEEN).flatMap(this::ends);
  }

  private Optional<NumberRange> ends(String between) {
    Optional<NumberRange> range = NumberRange.parse(between);
    String shown = YamlValue.shown(between);
    if (range.isEmpty()) {
      return refuse(SearchKeys.BETWEEN, shown + " is not a range between two numbers");
    }
    return range.get().first().compareTo(range.get().last()) < 0
        ? range
        : refuse(
            SearchKeys.BETWEEN,
            shown + " does not end above its beginning; write the smaller end first");
  }

  private Optional<Step> step(String to) {
    boolean factors = to.contains("^");
    Optional<Double> by = number(to).filter(number -> number > (factors ? 1 : 0));
    return by.isPresent()
        ? Optional.of(new Step(BigDecimal.valueOf(by.get()), factors))
        : refuse(
            SearchKeys.TO,
            to + " is neither a factor above 1, such as 2^0.5, nor a difference above 0");
  }

  private Optional<Values> values(Key<?> key, NumberRange ends, Step step) {
    YamlValue where = given.get(SearchKeys.BETWEEN);
    if (step.multiplies() && ends.first().signum() == 0) {
      return refuse(
          SearchKeys.BETWEEN,
          where.shown()
              + " begins at 0, which stays 0 times any factor; begin above 0, or let boundary.to be"
              + " a difference such as 0.05");
    }
    List<YamlValue> values = new ArrayList<>();
    for (String value : between(!Written.takesFractions(key), ends, step)) {
      values.add(new Scalar(where.at(), value, true));
    }
    return fit(values)
        ? Optional.of(new Values(key, new Items(where.at(), values)))
        : Optional.empty();
  }

  private boolean fit(List<YamlValue> values) {
    String wrong =
        values.size() > MOST_VALUES
            ? "more than %d values lie between its ends; search less finely".formatted(MOST_VALUES)
            : values.size() < LEAST_VALUES
                ? "no value lies between its ends; search more finely"
                : "";
    return wrong.isEmpty() || refuse(SearchKeys.TO, wrong).isPresent();
  }

  /** A number, or a power with a fraction in its exponent. */
  private static Optional<Double> number(String text) {
    try {
      int caret = text.indexOf('^');
      double base = Double.parseDouble(caret < 0 ? text : text.substring(0, caret));
      double number =
          caret < 0 ? base : StrictMath.pow(base, Double.parseDouble(text.substring(caret + 1)));
      return Optional.of(number).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static List<String> between(boolean whole, NumberRange ends, Step step) {
    double by = step.by().doubleValue();
    double first = ends.first().doubleValue();
    double last = ends.last().doubleValue();
    List<String> values = new ArrayList<>();
    for (int k = 0; values.size() <= MOST_VALUES; k++) {
      double exact = step.multiplies() ? first * StrictMath.pow(by, k) : first + k * by;
      // An end that is missed only by rounding is not missed.
      if (exact > last * (1 + 1e-9)) {
        break;
      }
      BigDecimal value =
          whole ? BigDecimal.valueOf(Math.round(exact)) : new BigDecimal(exact).round(DIGITS);
      String text = value.stripTrailingZeros().toPlainString();
      if (values.isEmpty() || !values.get(values.size() - 1).equals(text)) {
        values.add(text);
      }
    }
    String end = ends.last().stripTrailingZeros().toPlainString();
    if (!values.get(values.size() - 1).equals(end)) {
      values.add(end);
    }
    return values;
  }
}
