package org.gpicl.sweep.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Items;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/** What the values of a sampled setting are drawn from. */
public sealed interface Distribution {
  String ANY_OF = "any of ";
  Pattern STEP = Pattern.compile("\\sstep\\s");
  Pattern LOG = Pattern.compile("log\\((.{1,80})\\)");
  String PATTERN = "(?:log\\(.+\\.\\..+\\)|any of \\[.*\\])";

  /** The value at a place from 0 (included) to 1 (excluded). */
  YamlValue at(double place);

  /** How the sweep file writes it. */
  String text();

  /** Any of a few values, each as likely. */
  record AnyOf(String text, List<YamlValue> values) implements Distribution {
    /** Whether the values are those of a range with a step. */
    public boolean isRange() {
      return !text.startsWith(ANY_OF);
    }

    @Override
    public YamlValue at(double place) {
      return values.get((int) (place * values.size()));
    }
  }

  /**
   * Any number between two.
   *
   * @param logarithmic whether each power of ten is as likely, instead of each number
   * @param whole whether only whole numbers are drawn
   */
  record Between(
      Location where,
      String text,
      BigDecimal first,
      BigDecimal last,
      boolean logarithmic,
      boolean whole)
      implements Distribution {
    /** Enough to try a setting, and few enough to be read. */
    private static final MathContext DIGITS = new MathContext(4);

    @Override
    public YamlValue at(double place) {
      double from = first.doubleValue();
      double to = last.doubleValue();
      BigDecimal value;
      if (whole) {
        double drawn =
            logarithmic
                ? Math.rint(
                    StrictMath.exp(between(StrictMath.log(from), StrictMath.log(to), place)))
                : Math.floor(between(from, to + 1, place));
        value = BigDecimal.valueOf((long) Math.min(to, Math.max(from, drawn)));
      } else {
        double drawn =
            logarithmic
                ? StrictMath.exp(between(StrictMath.log(from), StrictMath.log(to), place))
                : between(from, to, place);
        value = new BigDecimal(drawn).round(DIGITS).max(first).min(last);
      }
      return new Scalar(where, Numbers.write(value), true);
    }

    private static double between(double from, double to, double place) {
      return from + place * (to - from);
    }
  }

  /**
   * Reads a distribution; empty for a text that is none.
   *
   * @param whole whether the setting is a whole number
   */
  static Optional<Distribution> parse(Scalar scalar, boolean whole) {
    String text = scalar.text().strip();
    Matcher log = LOG.matcher(text);
    if (log.matches()) {
      return NumberRange.parse(log.group(1))
          .filter(range -> range.first().signum() > 0 && !STEP.matcher(text).find())
          .filter(Distribution::ascends)
          .map(range -> new Between(scalar.at(), text, range.first(), range.last(), true, whole));
    }
    if (text.startsWith(ANY_OF)) {
      return listed(scalar)
          .filter(values -> !values.isEmpty())
          .map(values -> new AnyOf(text, values));
    }
    return NumberRange.parse(text)
        .filter(Distribution::ascends)
        .filter(range -> range.step().isPresent() || !STEP.matcher(text).find())
        .map(
            range ->
                STEP.matcher(text).find()
                    ? new AnyOf(text, scalars(range, scalar.at()))
                    : new Between(scalar.at(), text, range.first(), range.last(), false, whole));
  }

  /** The values in the brackets of {@code any of [...]}; empty if there are no brackets. */
  private static Optional<List<YamlValue>> listed(Scalar scalar) {
    int brackets = ANY_OF.length();
    return YamlReader.read(
            scalar.text().strip().substring(brackets), scalar.at().at(0, brackets), new Problems())
        .filter(Items.class::isInstance)
        .map(value -> ((Items) value).values());
  }

  /** Whether a text is meant to be one of those that have a name. */
  static boolean isNamed(String text) {
    return text.startsWith("log(") || text.startsWith(ANY_OF);
  }

  /** Why a text that {@link #isNamed is named} cannot be read, and what to do; after the text. */
  static String mistake(Scalar scalar) {
    String text = scalar.text().strip();
    if (text.startsWith(ANY_OF)) {
      return listed(scalar).isPresent()
          ? "has no values; give at least one, as in any of [16, 32]"
          : "needs its values in brackets, separated by commas, as in any of [16, 32]";
    }
    Matcher log = LOG.matcher(text);
    Optional<NumberRange> range =
        log.matches() ? NumberRange.parse(log.group(1)) : Optional.empty();
    return range
        .map(
            ends ->
                ends.first().signum() == 0
                    ? "begins at 0, which has no logarithm; begin above 0, as in log(1e-4..1e-2)"
                    : ascends(ends)
                        ? "has a step, but any number between its ends can be drawn; write "
                            + text.replaceFirst("\\s+step\\s.*", ")")
                        : "does not end above its beginning; write the smaller end first")
        .orElse("is no range between two numbers above 0, such as log(1e-4..1e-2)");
  }

  private static boolean ascends(NumberRange range) {
    return range.first().compareTo(range.last()) < 0;
  }

  private static List<YamlValue> scalars(NumberRange range, Location at) {
    return range.values(AxisType.MOST_VALUES).stream()
        .map(value -> (YamlValue) new Scalar(at, value, true))
        .toList();
  }
}
