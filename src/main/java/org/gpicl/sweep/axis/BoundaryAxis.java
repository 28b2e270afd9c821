package org.gpicl.sweep.axis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.key.Keys;
import org.gpicl.sweep.key.SearchKeys;
import org.gpicl.sweep.type.NumberRange;
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
    Optional<YamlValue> first =
        given.keySet().stream()
            .filter(key -> key.section().equals(SearchKeys.AXIS.section()))
            .findFirst()
            .map(given::get);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    boolean complete = true;
    for (Key<?> needed : SearchKeys.ofBoundary()) {
      if (!given.containsKey(needed)) {
        problems.add(
            first.get().at(), needed.path(), "missing; a boundary needs axis, between and to");
        complete = false;
      }
    }
    Optional<String> axis = text(SearchKeys.AXIS);
    Optional<String> between = text(SearchKeys.BETWEEN);
    Optional<String> to = text(SearchKeys.TO);
    if (!complete || axis.isEmpty() || between.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return key(axis.get()).flatMap(key -> values(key, between.get(), to.get()));
  }

  private Optional<String> text(Key<String> key) {
    return Optional.ofNullable(given.get(key))
        .flatMap(value -> key.type().read(value, key.path(), problems));
  }

  private Optional<Key<?>> key(String path) {
    YamlValue where = given.get(SearchKeys.AXIS);
    Key<?> key = KeyTable.ALL.get(path);
    boolean base = key != null && (key.equals(Keys.TASKS) || key.equals(Keys.HIDDEN));
    if (key == null || !base && !(KeyTable.varies(key) && isNumber(key, where))) {
      problems.add(
          where.at(),
          SearchKeys.AXIS.path(),
          path
              + (key == null
                  ? " is not a key of the sweep file"
                  : " has no numbers to search between that determine cells; try tasks or hidden"));
      return Optional.empty();
    }
    if (given.containsKey(key)) {
      problems.add(
          given.get(key).at(),
          key.path(),
          "the boundary's search chooses its values; remove one of the two");
      return Optional.empty();
    }
    return Optional.of(key);
  }

  private static boolean isNumber(Key<?> key, YamlValue where) {
    return !isWhole(key, where) || Written.takes(key, new Scalar(where.at(), "8", true));
  }

  private static boolean isWhole(Key<?> key, YamlValue where) {
    return !Written.takes(key, new Scalar(where.at(), "0.7", true));
  }

  private Optional<Values> values(Key<?> key, String between, String to) {
    YamlValue where = given.get(SearchKeys.BETWEEN);
    Optional<NumberRange> range =
        NumberRange.parse(between).filter(ends -> ends.first().compareTo(ends.last()) < 0);
    boolean factors = to.contains("^");
    Optional<Double> step = number(to).filter(by -> by > (factors ? 1 : 0));
    if (range.isEmpty() || factors && range.get().first().signum() == 0) {
      problems.add(
          where.at(),
          SearchKeys.BETWEEN.path(),
          where.shown() + " is not a range between two numbers, the smaller first");
      return Optional.empty();
    }
    if (step.isEmpty()) {
      problems.add(
          given.get(SearchKeys.TO).at(),
          SearchKeys.TO.path(),
          to + " is neither a factor above 1, such as 2^0.5, nor a difference above 0");
      return Optional.empty();
    }
    List<YamlValue> values = new ArrayList<>();
    for (String value : between(isWhole(key, where), range.get(), factors, step.get())) {
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
    if (!wrong.isEmpty()) {
      problems.add(given.get(SearchKeys.TO).at(), SearchKeys.TO.path(), wrong);
    }
    return wrong.isEmpty();
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

  private static List<String> between(
      boolean whole, NumberRange ends, boolean factors, double step) {
    double first = ends.first().doubleValue();
    double last = ends.last().doubleValue();
    List<String> values = new ArrayList<>();
    for (int k = 0; values.size() <= MOST_VALUES; k++) {
      double exact = factors ? first * StrictMath.pow(step, k) : first + k * step;
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
