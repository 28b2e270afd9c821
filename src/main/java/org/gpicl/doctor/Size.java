package org.gpicl.doctor;

import java.util.Locale;

/** Formats a number of bytes for people to read. */
final class Size {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Size() {}

  static String of(double bytes) {
    int unit = 0;
    double left = bytes;
    while (left >= 999.5 && unit < UNITS.length - 1) {
      left /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, left < 9.95 && unit > 0 ? "%.1f %s" : "%.0f %s", left, UNITS[unit]);
  }
}
