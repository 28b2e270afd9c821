package org.gpicl.report.grid;

/** Foreign text made fit for a line of a terminal. */
public final class OneLine {
  private OneLine() {}

  /** Without line breaks and control characters, which could move the cursor or worse. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
  }

  /** At most so many characters, an ellipsis in place of what is gone. */
  public static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
