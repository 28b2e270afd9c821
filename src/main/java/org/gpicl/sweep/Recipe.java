package org.gpicl.sweep;

import java.util.Locale;

/** The defaults that a sweep file starts from. */
public enum Recipe {
  /** The source notebook, quirks included, bugs not. */
  NOTEBOOK,
  /** The paper's set-up. */
  PAPER,
  /** Learning to learn in minutes on one core. */
  SMALL;

  /** As sweep files write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
