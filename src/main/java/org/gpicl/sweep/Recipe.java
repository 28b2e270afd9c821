package org.gpicl.sweep;

import java.util.Locale;

/** The defaults that a sweep file starts from. */
public enum Recipe {
  /** The source notebook, with its quirks but without its bugs. */
  NOTEBOOK,
  /** The paper's set-up. */
  PAPER,
  /** Learning to learn in minutes on one core. */
  SMALL;

  /** Its name in sweep files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
