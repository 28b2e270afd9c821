package org.gpicl.sweep.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as written in sweep files. Whole numbers: {@code 128}, {@code 60_000}, {@code 2^14},
 * {@code 1e6}. Others also: {@code 0.1}, {@code .1}, {@code 1e-3}, {@code 1/784}.
 */
public final class Numbers {
  /** Longer texts than any sensible number are not parsed. */
  private static final int LONGEST = 40;

  static final long BILLION = 1_000_000_000;

  private static final String DIGITS = "(?:0|[1-9][0-9]*(?:_[0-9]+)*)";
  static final String WHOLE = DIGITS + "(?:\\^[0-9]{1,2}|[eE]\\+?[0-9]{1,2})?";
  static final String DECIMAL =
      "(?:[0-9]+(?:_[0-9]+)*(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?";
  private static final String NUMBER = "(?:" + WHOLE + "|" + DECIMAL + ")";
  private static final Pattern WHOLE_PATTERN =
      Pattern.compile("(" + DIGITS + ")(?:(\\^|[eE]\\+?)([0-9]{1,2}))?");
  private static final Pattern DECIMAL_PATTERN = Pattern.compile(DECIMAL);

  private Numbers() {}

  /** A whole number that fits a long. */
  static Optional<Long> whole(String text) {
    Matcher matcher = WHOLE_PATTERN.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(matcher.group(1).replace("_", ""));
      if (matcher.group(2) == null) {
        return Optional.of(number);
      }
      boolean power = matcher.group(2).equals("^");
      long result = power ? 1 : number;
      for (int k = Integer.parseInt(matcher.group(3)); k > 0; k--) {
        result = Math.multiplyExact(result, power ? number : 10);
      }
      return Optional.of(result);
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** The base of a number written as a power, such as 2 in {@code 2^14}. */
  static Optional<Long> baseOfPower(String text) {
    int caret = text.indexOf('^');
    return caret < 0 ? Optional.empty() : whole(text.substring(0, caret));
  }

  /** A number of any kind, at least 0. */
  static Optional<Double> decimal(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return unbroken(text);
    }
    Optional<Double> above = unbroken(text.substring(0, slash));
    Optional<Double> below = unbroken(text.substring(slash + 1));
    return above.isEmpty() || below.isEmpty()
        ? Optional.empty()
        : Optional.of(above.get() / below.get());
  }

  private static Optional<Double> unbroken(String text) {
    return DECIMAL_PATTERN.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text.replace("_", "")))
        : whole(text).map(Long::doubleValue);
  }

  /** The shortest text that reads back as the same number. */
  static String write(double value) {
    return write(new BigDecimal(Double.toString(value)));
  }

  static String write(BigDecimal value) {
    BigDecimal exact = value.stripTrailingZeros();
    String plain = exact.toPlainString();
    return plain.length() <= 8 ? plain : exact.toString().toLowerCase(Locale.ROOT);
  }

  public static SettingType<Long> wholeLong(long least, long most) {
    return new ScalarType<>(
        "a whole number from " + power(least) + " to " + power(most),
        either(Map.of("type", "integer", "minimum", least, "maximum", most), WHOLE),
        text -> whole(text).filter(number -> number >= least && number <= most),
        String::valueOf);
  }

  public static SettingType<Integer> whole(int least, int most) {
    SettingType<Long> wide = wholeLong(least, most);
    return new ScalarType<>(
        wide.takes(),
        wide.schema(),
        text -> whole(text).filter(n -> n >= least && n <= most).map(Long::intValue),
        String::valueOf);
  }

  /** One of two whole numbers. */
  public static SettingType<Integer> oneOf(int one, int other) {
    return new ScalarType<>(
        one + " or " + other,
        Map.of("enum", List.of(one, other)),
        text -> whole(text).filter(n -> n == one || n == other).map(Long::intValue),
        String::valueOf);
  }

  /** A number of at least 0 (or above) and at most {@code most} (or below). */
  public static SettingType<Double> decimal(boolean zero, double most, boolean mostToo) {
    String takes =
        "a number "
            + (zero ? "of at least 0" : "above 0")
            + (mostToo ? " and at most " : " and below ")
            + write(most);
    Map<String, Object> number =
        Map.of(
            "type",
            "number",
            zero ? "minimum" : "exclusiveMinimum",
            0,
            mostToo ? "maximum" : "exclusiveMaximum",
            most);
    return new ScalarType<>(
        takes,
        either(number, NUMBER + "(?:/" + NUMBER + ")?"),
        text ->
            decimal(text)
                .filter(x -> (x > 0 || zero && x == 0) && (x < most || mostToo && x == most)),
        Numbers::write);
  }

  /** A number from {@code least} to {@code most}. */
  static SettingType<Double> decimal(double least, double most) {
    return new ScalarType<>(
        "a number from " + write(least) + " to " + write(most),
        either(
            Map.of("type", "number", "minimum", least, "maximum", most),
            NUMBER + "(?:/" + NUMBER + ")?"),
        text -> decimal(text).filter(x -> x >= least && x <= most),
        Numbers::write);
  }

  /** The schema of a JSON number, or of a text in a form that JSON has no number for. */
  public static Map<String, Object> either(Map<String, Object> number, String pattern) {
    return Map.of("anyOf", List.of(number, pattern(pattern)));
  }

  public static Map<String, Object> pattern(String pattern) {
    return Map.of("type", "string", "pattern", "^" + pattern + "$");
  }

  /** Writes a number, large powers of two as powers. */
  public static String power(long value) {
    if (value == Integer.MAX_VALUE) {
      return "2^31 - 1";
    }
    if (value == BILLION) {
      return "10^9";
    }
    return value >= 1 << 13 && Long.bitCount(value) == 1
        ? "2^" + Long.numberOfTrailingZeros(value)
        : String.valueOf(value);
  }
}
