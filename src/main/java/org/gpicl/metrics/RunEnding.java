package org.gpicl.metrics;

import java.util.Locale;

/** How a run ended. */
public enum RunEnding {
  DONE,
  /** Some cells failed. */
  FAILED,
  STOPPED,
  /** It was not begun. */
  REFUSED,
  /** The run itself broke. */
  BROKEN;

  /** As tags call it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
