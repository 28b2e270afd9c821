package org.gpicl.cli;

/** The database of a home is damaged; the message tells how to go on. */
final class DamagedHomeException extends RuntimeException {
  DamagedHomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
