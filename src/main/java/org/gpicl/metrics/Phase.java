package org.gpicl.metrics;

import java.util.Locale;

/** A step of a sweep's job. */
public enum Phase {
  PLAN,
  GENERATE,
  TRAIN,
  EVALUATE,
  REPORT;

  /** As steps, tags and dashboards call it. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The phase that a step of the job is. */
  public static Phase ofStep(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
