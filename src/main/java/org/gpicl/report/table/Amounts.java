package org.gpicl.report.table;

import java.util.Locale;

/** Large numbers for people: three digits and a unit prefix. */
public final class Amounts {
  private static final String[] COUNTS = {"", " k", " M", " G", " T", " P", " E", " Z"};
  private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB", " PB", " EB", " ZB"};

  private Amounts() {}

  /** Such as {@code 1.23 M}. */
  public static String count(double value) {
    return scaled(value, COUNTS);
  }

  /** Such as {@code 1.23 MB}. */
  public static String bytes(double value) {
    return scaled(value, BYTES);
  }

  private static String scaled(double value, String[] units) {
    int unit = 0;
    double left = value;
    while (left >= 999.5 && unit < units.length - 1) {
      left /= 1000;
      unit++;
    }
    int decimals = unit == 0 || left >= 99.95 ? 0 : left >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f%s", left, units[unit]);
  }
}
