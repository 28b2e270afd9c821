package org.gpicl.report.grid;

/** What was asked for is not in this sweep, or is more than a figure can show. */
public final class ChoiceException extends RuntimeException {
  public ChoiceException(String message) {
    super(message);
  }
}
