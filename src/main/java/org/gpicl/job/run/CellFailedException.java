package org.gpicl.job.run;

/** A cell failed: its partition fails, the sweep goes on. */
public final class CellFailedException extends Exception {
  public CellFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
