package org.gpicl.report.table;

import java.util.Locale;

/** Large numbers for people: a few digits and a unit prefix. */
public final class Amounts {
  private static final String[] COUNTS = {"", " k", " M", " G", " T", " P", " E", " Z"};
  private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB", " PB", " EB", " ZB"};

  private Amounts() {}

  /** Such as {@code 1.23 M}. */
  public static String count(double value) {
    return scaled(value, COUNTS, 3);
  }

  /** Such as {@code 1.23 MB}. */
  public static String bytes(double value) {
    return scaled(value, BYTES, 3);
  }

  /** Such as {@code 1.2 MB}. */
  public static String roughBytes(double value) {
    return scaled(value, BYTES, 2);
  }

  private static String scaled(double value, String[] units, int digits) {
    int unit = 0;
    double left = value;
    while (left >= 999.5 && unit < units.length - 1) {
      left /= 1000;
      unit++;
    }
    int decimals = unit == 0 ? 0 : digits - 1;
    // What would be rounded up to another digit takes one decimal less.
    while (decimals > 0
        && left >= Math.pow(10, digits - decimals) - 0.5 * Math.pow(10, -decimals)) {
      decimals--;
    }
    return String.format(Locale.ROOT, "%." + decimals + "f%s", left, units[unit]);
  }
}
