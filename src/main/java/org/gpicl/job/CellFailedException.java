package org.gpicl.job;

/** A cell failed: its partition fails, the sweep goes on. */
final class CellFailedException extends Exception {
  CellFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
