package org.gpicl.metrics;

import java.util.Locale;

/** What became of a time that a schedule named. */
public enum Firing {
  STARTED,
  SKIPPED,
  MISSED;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
