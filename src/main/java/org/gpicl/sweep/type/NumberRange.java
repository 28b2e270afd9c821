package org.gpicl.sweep.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers written as {@code first..last step k}, both ends included: a step written as a power
 * multiplies, any other adds. Without a step, a range between powers of the same base multiplies by
 * that base, one between whole numbers counts by one, and any other has none.
 *
 * @param step missing if the numbers between the ends are not a list
 */
public record NumberRange(BigDecimal first, BigDecimal last, Optional<Step> step) {
  public static final String PATTERN = "[0-9.eE^_+-]+\\.\\.[0-9.eE^_+-]+(?:\\s+step\\s+\\S+)?";

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9][0-9.eE^_+-]*?)\\.\\.([0-9.][0-9.eE^_+-]*)(?:\\s+step\\s+(\\S{1,40}))?");
  private static final int LONGEST = 200;

  /**
   * How a number follows from the one before.
   *
   * @param multiplies whether by {@code by}, otherwise it is added
   */
  public record Step(BigDecimal by, boolean multiplies) {}

  /** Empty for a text that does not look like one; a step that leads nowhere is left out. */
  public static Optional<NumberRange> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (text.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    Optional<BigDecimal> first = number(matcher.group(1));
    Optional<BigDecimal> last = number(matcher.group(2));
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new NumberRange(
            first.get(), last.get(), step(matcher.group(1), matcher.group(2), matcher.group(3))));
  }

  private static Optional<Step> step(String first, String last, String written) {
    if (written != null) {
      boolean multiplies = written.contains("^");
      BigDecimal least = multiplies ? BigDecimal.ONE : BigDecimal.ZERO;
      return number(written)
          .filter(by -> by.compareTo(least) > 0)
          .map(by -> new Step(by, multiplies));
    }
    Optional<Long> base = Numbers.baseOfPower(first);
    if (base.filter(b -> b > 1).isPresent() && base.equals(Numbers.baseOfPower(last))) {
      return Optional.of(new Step(BigDecimal.valueOf(base.get()), true));
    }
    boolean counts = Numbers.whole(first).isPresent() && Numbers.whole(last).isPresent();
    return counts ? Optional.of(new Step(BigDecimal.ONE, false)) : Optional.empty();
  }

  private static Optional<BigDecimal> number(String text) {
    Optional<Long> whole = Numbers.whole(text);
    if (whole.isPresent()) {
      return whole.map(BigDecimal::valueOf);
    }
    return text.contains("/")
        ? Optional.empty()
        : Numbers.decimal(text).filter(Double::isFinite).map(x -> new BigDecimal(x.toString()));
  }

  /** The numbers, as texts in which they are exact; no more than {@code most} and one. */
  public List<String> values(int most) {
    List<String> values = new ArrayList<>();
    BigDecimal value = first;
    while (value.compareTo(last) <= 0 && values.size() <= most) {
      values.add(Numbers.write(value));
      Step by = step.orElseThrow();
      BigDecimal next =
          by.multiplies() ? value.multiply(by.by(), MathContext.DECIMAL64) : value.add(by.by());
      if (next.compareTo(value) <= 0) {
        break;
      }
      value = next;
    }
    return values;
  }
}
