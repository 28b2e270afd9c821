package org.gpicl.report.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as result files write them: the shortest decimal that reads back as the same double (of
 * normal size).
 *
 * <p>{@code Double.toString} does not always give it before Java 19, and result files must be the
 * same bytes on every JDK.
 */
final class Decimal {
  private static final int ALWAYS_DISTINCT_DIGITS = 15;
  private static final int ENOUGH_DIGITS = 17;

  private Decimal() {}

  static String shortest(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0.0";
    }
    // A decimal of 15 digits or fewer that reads back as the value is what 15 digits round to.
    for (int digits = ALWAYS_DISTINCT_DIGITS; digits <= ENOUGH_DIGITS; digits++) {
      BigDecimal rounded =
          new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return plain(rounded);
      }
    }
    throw new IllegalStateException("17 digits distinguish any two doubles");
  }

  private static String plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return (stripped.scale() < 1 ? stripped.setScale(1) : stripped).toPlainString();
  }
}
