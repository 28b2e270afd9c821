package org.gpicl.store.backup;

/** The database of a home is damaged; the message says what to do. */
public final class DamagedHomeException extends RuntimeException {
  public DamagedHomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
