package org.gpicl.report.medium;

import java.util.Arrays;
import java.util.Optional;

/** A column of a paper that figures are drawn for. */
public enum PaperStyle {
  /** One of two columns. */
  PAPER("paper", 84, ""),
  /** Both columns. */
  PAPER_WIDE("paper-wide", 174, "-wide");

  private final String key;
  private final int millimetres;
  private final String suffix;

  PaperStyle(String key, int millimetres, String suffix) {
    this.key = key;
    this.millimetres = millimetres;
    this.suffix = suffix;
  }

  /** The one of a name; empty if there is none. */
  public static Optional<PaperStyle> named(String key) {
    return Arrays.stream(values()).filter(style -> style.key.equals(key)).findFirst();
  }

  /** Its name on the command line. */
  @Override
  public String toString() {
    return key;
  }

  public int millimetres() {
    return millimetres;
  }

  /** What the names of its figures end with, so that both styles fit in one folder. */
  public String suffix() {
    return suffix;
  }
}
